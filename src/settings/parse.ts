import { UsageError } from '../errors.ts';
import type { ResolvedSetting } from './resolved.ts';

type Parse<Value> = (given: ResolvedSetting) => Value;

/** A text of this shape, in words for the error. */
export function matching(what: string, pattern: RegExp, expected: string): Parse<string> {
  return (given) => {
    if (pattern.test(given.value)) return given.value;
    throw wrongValue(what, given, expected);
  };
}

export function wholeNumber(what: string, least: number, greatest: number): Parse<number> {
  return (given) => {
    const number = Number(given.value);
    if (/^\d+$/.test(given.value) && number >= least && number <= greatest) return number;
    throw wrongValue(what, given, `a whole number from ${least} to ${greatest.toLocaleString('en-US')}`);
  };
}

const greatestPort = 65_535;

export const parsePort: Parse<number> = (given) => {
  const { value, from } = given;
  if (/^\d{1,5}$/.test(value) && Number(value) <= greatestPort) return Number(value);
  throw new UsageError('SPK-113', `${from} should be a port such as 5439, got "${value}".`);
};

/** Seconds, as milliseconds. */
export const parseSeconds: Parse<number> = (given) => {
  const { value, from } = given;
  if (/^\d+(\.\d+)?$/.test(value) && Number(value) > 0) return Number(value) * 1000;
  throw new UsageError('SPK-113', `${from} should be a number of seconds such as 60, but is "${value}".`);
};

/** Redshift stores identifiers in lower case; `dwhCluster` is what many files say. */
export const parseIdentifier: Parse<string> = (given) => {
  const identifier = given.value.toLowerCase();
  if (/^[a-z](-?[a-z0-9])*$/.test(identifier) && identifier.length <= 55) return identifier;
  throw wrongValue(
    'cluster identifier',
    given,
    '1 to 55 letters, digits and single hyphens, beginning with a letter',
  );
};

/** A name of a host, without port or database: see endpoint.ts. */
export const parseHost = matching(
  'host',
  /^(\[[\da-f:]+\]|[\w.-]+|[\da-f:]+)$/i,
  'a name such as sparkify.abc.us-west-2.redshift.amazonaws.com',
);

/** What COPY takes as IAM_ROLE. */
export const parseRole: Parse<string> = (given) => {
  if (/^default$/i.test(given.value)) return 'default';
  if (given.value.split(',').every((arn) => /^arn:aws[\w-]*:iam::\d{12}:role\/\S+$/.test(arn))) {
    return given.value;
  }
  throw wrongValue('IAM role', given, 'an ARN such as arn:aws:iam::123456789012:role/sparkify-copy');
};

/** One of these words, in any case. */
export function oneOf<const Word extends string>(what: string, ...words: readonly [Word, Word]): Parse<Word> {
  return (given) => {
    const word = words.find((each) => each === given.value.toLowerCase());
    if (word !== undefined) return word;
    throw wrongValue(what, given, words.map((each) => `"${each}"`).join(' or '));
  };
}

/** RPU, as Serverless has them. */
export function parseCapacity(what: string): Parse<number> {
  return (given) => {
    const capacity = wholeNumber(what, 4, 1024)(given);
    if (capacity === 4 || capacity % 8 === 0) return capacity;
    throw wrongValue(what, given, '4, or a multiple of 8, in RPU');
  };
}

export function wrongValue(what: string, given: ResolvedSetting, expected: string): UsageError {
  return new UsageError(
    'SPK-113',
    `The ${what} (${given.from}) should be ${expected}, but is "${given.value}".`,
  );
}
