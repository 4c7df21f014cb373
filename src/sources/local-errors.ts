import { lstatSync } from 'node:fs';
import { SparkifyError, TransientError, UsageError } from '../errors.ts';
import { tooManyOpen } from '../file-problem.ts';

const problems: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist (a part of its path is a file)',
  EACCES: 'may not be read (permission denied)',
  EPERM: 'may not be read (not permitted)',
  ELOOP: 'is a symbolic link that leads to itself',
  ENAMETOOLONG: 'has a name that is too long',
};

/**
 * What went wrong with a file or folder of the source, for the user.
 *
 * @param consequence what it means for the run
 */
export function openError(cause: unknown, location: string, consequence: string): Error {
  if (cause instanceof SparkifyError || !(cause instanceof Error)) return cause as Error;
  const { code } = cause as NodeJS.ErrnoException;
  if (code === undefined) return cause;
  const problem = leadsNowhere(cause) ? 'is a link to a file that does not exist' : problems[code];
  if (problem === undefined) {
    return (
      tooManyOpen(cause, location) ??
      new TransientError('SPK-210', `${location} could not be read: ${cause.message}.`, {
        cause,
        details: [consequence],
      })
    );
  }
  return new UsageError(
    problem.includes('does not exist') ? 'SPK-202' : 'SPK-204',
    `${location} ${problem}.`,
    {
      cause,
      details: [consequence],
      hints: ['Check the path that --data, --logs or --songs gives, and who may read it.'],
    },
  );
}

/** Whether what does not exist is not the path, but what the link of this name leads to. */
function leadsNowhere({ code, path }: NodeJS.ErrnoException): boolean {
  if (code !== 'ENOENT' || path === undefined) return false;
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
