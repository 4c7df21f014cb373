/** An engine's refusal of a statement: what it said, and which statement. */
export class StatementError extends Error {
  /** The file below `sql/`, or undefined for SQL of the user or made by the program. */
  readonly file: string | undefined;

  constructor(message: string, file: string | undefined, cause: unknown) {
    super(file === undefined ? message : `sql/${file}: ${message}`, { cause });
    this.name = 'StatementError';
    this.file = file;
  }
}
