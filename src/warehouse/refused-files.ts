import { type ErrorDetails, RejectedError } from '../errors.ts';
import type { CodeOf } from '../messages/messages.ts';

/** An engine that reads files by itself did not take a record. The run can read these files here, and go on. */
export class RefusedFilesError extends RejectedError {
  /** Beginnings of locations. */
  readonly files: readonly string[];

  constructor(
    code: CodeOf<'tooManyRejected'>,
    message: string,
    { files, ...details }: ErrorDetails & { readonly files: readonly string[] },
  ) {
    super(code, message, details);
    this.files = files;
  }
}
