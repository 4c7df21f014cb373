import { SparkifyError } from '../../errors.ts';
import type { S3Folder } from '../../s3/folder.ts';

/** Objects of one run below WORK; they are removed when this is closed. */
export interface Uploads extends AsyncDisposable {
  /** Where the bucket is; sure only after the first object was put. */
  readonly region: string;
  /** Puts an object, and returns where it is. */
  put(name: string, content: Uint8Array): Promise<`s3://${string}`>;
}

interface UploadOptions {
  /** The folder of the run, below WORK. */
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
  readonly onWarning?: ((sentence: string) => void) | undefined;
}

export function openUploads(work: S3Folder, { folder, signal, onWarning }: UploadOptions): Uploads {
  const urls = new Map<string, string>();
  return {
    get region() {
      return work.region;
    },
    async put(name, content) {
      const path = `${folder}/${name}`;
      const url = await work.put(path, content, signal);
      urls.set(path, url);
      return url;
    },
    async [Symbol.asyncDispose]() {
      try {
        for (const path of urls.keys()) {
          await work.remove(path);
          urls.delete(path);
        }
      } catch (error) {
        // The run has ended, one way or the other, and that is what its caller has to know.
        if (!(error instanceof SparkifyError)) throw error;
        const [first] = urls.values();
        onWarning?.(
          `${urls.size} files of this run could not be removed, such as ${first}: ${error.message}`,
        );
      }
    },
  };
}
