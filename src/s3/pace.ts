import { S3Failure } from './errors.ts';

/** How slow a connection may be before it is given up. */
export interface Pace {
  /** Milliseconds of waiting over which the rate is taken. */
  readonly window: number;
  /** Bytes a second. */
  readonly least: number;
  /** Milliseconds from any start. */
  readonly now: () => number;
}

/**
 * Passes chunks on; throws an {@link S3Failure} if they drip. Only the time spent waiting for them counts, not the time that
 * the reader takes to use them.
 */
export async function* paced(
  chunks: AsyncIterable<Uint8Array>,
  { window, least, now }: Pace,
): AsyncGenerator<Uint8Array> {
  let waited = 0;
  let bytes = 0;
  let asked = now();
  for await (const chunk of chunks) {
    waited += now() - asked;
    bytes += chunk.length;
    if (waited >= window) {
      if (bytes < (least * waited) / 1000) throw tooSlow(bytes, waited);
      waited = 0;
      bytes = 0;
    }
    yield chunk;
    asked = now();
  }
}

function tooSlow(bytes: number, waited: number): S3Failure {
  return new S3Failure(`only ${bytes} bytes came in ${Math.round(waited)} ms`, {
    code: 'TooSlow',
    status: 200,
  });
}
