import type { ObjectStore } from './copy/copy-objects.ts';

/** Objects in memory, for tests that need no S3: `{'s3://bucket/key': content}`. */
export interface MemoryObjects extends ObjectStore {
  put(url: string, content: string | Buffer): void;
}

export function memoryObjects(contents: Readonly<Record<string, string | Buffer>> = {}): MemoryObjects {
  const objects = new Map<string, Buffer>();
  const put = (url: string, content: string | Buffer) => void objects.set(url, Buffer.from(content));
  for (const [url, content] of Object.entries(contents)) put(url, content);
  return {
    put,
    list: async (bucket, prefix) => {
      const start = `s3://${bucket}/`;
      const keys = [...objects.keys()].filter((url) => url.startsWith(start + prefix));
      return keys.map((url) => url.slice(start.length));
    },
    write: async (bucket, key, body) => put(`s3://${bucket}/${key}`, Buffer.from(body)),
    get: async (bucket, key) => {
      const content = objects.get(`s3://${bucket}/${key}`);
      if (!content) throw new Error('no such key');
      return content;
    },
  };
}
