import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { HttpResponse } from '@smithy/core/protocols';

/**
 * An answer in which whole numbers beyond 2^53 are texts: as numbers the SDK would round them. In a text of JSON every quote has a
 * backslash before it, so that the pattern finds fields only.
 */
export async function keepLongsExact(response: unknown): Promise<void> {
  if (!HttpResponse.isInstance(response) || response.statusCode !== 200) return;
  const body = (await buffer(response.body as Readable)).toString();
  response.body = Readable.from([
    Buffer.from(body.replace(/\{"longValue":\s*(-?\d{16,})\}/g, '{"stringValue":"$1"}')),
  ]);
}
