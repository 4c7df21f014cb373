import { SparkifyError, TransientError, UsageError } from './errors.ts';

const problems: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'it exists already',
  EIO: 'the disk reports an error',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a symbolic link that leads to itself',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  ENFILE: 'too many files are open',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is a file',
  EPERM: 'not permitted',
  EROFS: 'the disk is read-only',
};

/** Why a file could not be read, in words in place of the system's `ENOENT: no such file or directory, open '…'`. */
export function readProblem(cause: unknown): string {
  return problemOf(cause, 'it does not exist');
}

/** Why a file could not be written. */
export function writeProblem(cause: unknown): string {
  return problemOf(cause, 'its folder does not exist');
}

function problemOf(cause: unknown, missing: string): string {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  return code === 'ENOENT' ? missing : (problems[code] ?? message);
}

/** The error for a file that a command should write. */
export function cannotWrite(path: string, cause: unknown, ...hints: readonly string[]): UsageError {
  return new UsageError('SPK-118', `${path} cannot be written: ${writeProblem(cause)}.`, { cause, hints });
}

/** The error where the process, or the machine, may open no file more; undefined where something else failed. */
export function tooManyOpen(cause: Error, path: string): TransientError | undefined {
  if (!/too many open files|file table overflow/i.test(cause.message)) return undefined;
  return new TransientError('SPK-121', `Too many files are open, so ${path} could not be opened.`, {
    cause,
    details: ['Nothing was published.'],
    hints: ['Allow more, and run the same command again: ulimit -n 1024'],
  });
}

/**
 * What the machine refuses, whatever the command does: one more open file, space, a disk that can be read and written. Any
 * other error as it is.
 */
export function explainRefusal(cause: unknown): unknown {
  if (!(cause instanceof Error) || cause instanceof SparkifyError) return cause;
  const { code, path = 'A file', syscall } = cause as NodeJS.ErrnoException;
  const details = ['Nothing was published.'];
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT': {
      const hints = ['Free some space and run the same command again.'];
      const message = `${path} cannot be written: ${writeProblem(cause)}.`;
      return new TransientError('SPK-304', message, { cause, details, hints });
    }
    case 'EIO':
      if (syscall !== 'read') return cannotWrite(path, cause);
      return new TransientError('SPK-210', `${path} could not be read: ${readProblem(cause)}.`, {
        cause,
        details,
      });
    case 'EROFS':
      return cannotWrite(path, cause);
    default:
      return tooManyOpen(cause, path) ?? cause;
  }
}
