/**
 * Whether a value of dwh.cfg only holds the place of one, as templates have it: `<HOST>`, `xxx`, `YOUR PORT`,
 * `{database}`, `arn:`, `s3://...`. It counts as not set.
 *
 * @param isSecret a password may hold any of these characters, so only a value that is nothing else counts
 */
export function isPlaceholder(value: string, isSecret = false): boolean {
  if (whole.some((pattern) => pattern.test(value))) return true;
  return !isSecret && within.some((pattern) => pattern.test(value));
}

/** The whole value. */
const whole = [
  /^<.*>$/s,
  /^\{.*\}$/s,
  /^\[.*\]$/s,
  /^[x*._?#-]{2,}$/i,
  /^(todo|tbd|fixme|none|null|n\/a)$/i,
  /^(change|replace|fill|insert|enter|put|add)[\s_-]?(me|it|this|here|your)\b/i,
  /^(change|replace)_(me|this|it)/i,
  /^<?your?[\s_-].*$/i,
  /^your[a-z]*(host|endpoint|name|user|password|key|secret|arn|port|region|token)$/i,
];

/** A part of the value. */
const within = [
  /<[^<>]+>/,
  /\{[^{}]+\}/,
  /(^|[^a-z\d])x{3,}([^a-z\d]|$)/i,
  /\*{3,}/,
  /-{3,}/,
  /\.{3,}|…/,
  /(^|[^a-z])your([^a-z]|$)/i,
  /^arn:?(aws:?(iam:*)?)?$/i,
  /^s3:\/\/$/i,
];
