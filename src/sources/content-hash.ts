import { createHash } from 'node:crypto';

/** Hashes the bytes of a file, so that equal contents are known by equal texts. */
export interface ContentHash {
  update(bytes: Uint8Array): void;
  /** `sha256:` and the digest in hexadecimal; once, at the end. */
  content(): string;
}

/** What a content begins with, and the bytes of the hash behind it. */
export const hashName = 'sha256:';
export const hashSize = 32;

export function startContentHash(): ContentHash {
  const hash = createHash('sha256');
  return {
    update(bytes) {
      hash.update(bytes);
    },
    content: () => hashName + hash.digest('hex'),
  };
}

/** The content of bytes that are in memory. */
export function contentOf(bytes: Uint8Array): string {
  const hash = startContentHash();
  hash.update(bytes);
  return hash.content();
}
