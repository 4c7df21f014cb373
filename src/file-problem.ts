const problems: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EEXIST: 'it exists already',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a symbolic link that leads to itself',
  ENAMETOOLONG: 'its name is too long',
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
