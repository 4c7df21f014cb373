/** Why a record was rejected. The part behind the colon is the key of the source. */
export type RejectionCode =
  | 'bad_json'
  | 'not_object'
  | 'bad_utf8'
  | 'nul'
  | 'lone_surrogate'
  | 'too_long'
  | 'too_deep'
  | `type:${string}`
  | `fraction:${string}`
  | `range:${string}`
  | `missing:${string}`
  | `too_long:${string}`;

/** The reason why a record cannot be staged. */
export interface Rejection {
  readonly code: RejectionCode;
  /** A sentence for people: what was expected and what came. */
  readonly reason: string;
  /** Whether the clock of the run alone speaks against it: a later run may stage it. */
  readonly isAhead?: boolean;
}

/** A value of the source as it is shown to people: short, on one line. */
export function shown(value: string, most = 60): string {
  const text = value.length > most ? `${value.slice(0, most - 1)}…` : value;
  return text.replace(/\p{Cs}/gu, '').replace(/\p{Cc}/gu, ' '); // a cut may halve a surrogate pair, which no engine stores
}
