import { z } from 'zod';

/** What one run of `cluster verify` saw, as its file holds it: facts about Redshift, and nothing about the account. */
export type Evidence = z.infer<typeof evidenceSchema>;

/** What was seen of one point; over no transport where it could not be asked, and then why not. */
export type Observation = Evidence['points'][number];

const transport = z.enum(['direct', 'data-api']);
const outcome = z.enum(['as expected', 'differs', 'not observed']);

export const evidenceSchema = z.strictObject({
  format: z.literal(1),
  sparkify: z.string(),
  node: z.string(),
  /** What the server says of itself, such as `Redshift 1.0.98765`. */
  engine: z.string(),
  region: z.string(),
  kind: z.enum(['serverless', 'nodes']),
  /** `4 RPU, up to 8`, `2 x ra3.large` */
  size: z.string(),
  began: z.iso.datetime(),
  ended: z.iso.datetime(),
  points: z.array(
    z.strictObject({
      id: z.string(),
      transport: transport.optional(),
      outcome,
      observed: z.string(),
      expected: z.string(),
      statement: z.string(),
    }),
  ),
  /** Why it ended early; it then holds what was seen until then. */
  stopped: z.string().optional(),
  /** Resources of AWS that were deleted, and those that were left. */
  deleted: z.array(z.string()).readonly(),
  left: z.array(z.string()).readonly(),
});

/**
 * The text without what it may know about the account: each secret becomes the word for what it is, and so does whatever looks like
 * an account's number, a key, an address or a token.
 *
 * @param secrets by the word that takes its place, such as `{ BUCKET: 'my-bucket' }`; those that hold others first
 */
export function redact(text: string, secrets: Readonly<Record<string, string | undefined>>): string {
  let redacted = text;
  for (const [word, secret] of Object.entries(secrets)) {
    if (secret !== undefined && secret.length > 2) redacted = redacted.replaceAll(secret, word);
  }
  return redacted
    .replace(/\b[\w-]+(?:\.[\w-]+)*\.redshift(?:-serverless)?\.amazonaws\.com(?:\.cn)?/g, 'HOST')
    .replace(/\barn:aws[\w-]*:[^\s'",)]*/g, 'ARN')
    .replace(/\bA[KS]IA[A-Z0-9]{8,}\b/g, 'KEY')
    .replace(/\b\d{12}\b/g, 'ACCOUNT')
    .replace(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, 'ADDRESS')
    .replace(/\bIAMR?:[^\s"',)]+/gi, (name) => `${name.split(':')[0]}:…`);
}
