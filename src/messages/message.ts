/** How a command ends with an error, by the names of the exit codes in `src/errors.ts`. */
export type Exit = 'checkFailed' | 'usage' | 'tooManyRejected' | 'transient' | 'interrupted';

/** What `sparkify explain` and `docs/troubleshooting.md` say about one kind of error. */
export interface Message {
  readonly exit: Exit;
  /** The message as the command prints it, in each of its wordings; `…` is what differs from case to case. */
  readonly wordings: readonly [string, ...string[]];
  /** What it means, also for the run. */
  readonly meaning: string;
  /** Why it happens. */
  readonly why: string;
  /** What to do. */
  readonly fix: string;
}

export type Messages = Readonly<Record<`SPK-${number}`, Message>>;
