import { gunzipSync } from 'node:zlib';

/** The bytes of a file: unpacked if they begin as gzip does, whatever the name; members are joined. */
export function unpack(stored: Uint8Array): Uint8Array {
  const isPacked = stored[0] === 0x1f && stored[1] === 0x8b;
  return isPacked ? new Uint8Array(gunzipSync(stored)) : stored;
}
