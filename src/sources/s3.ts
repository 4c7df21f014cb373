import { defaultBackoff } from '../backoff.ts';
import { openS3Client } from '../s3/client.ts';
import { toFailure } from '../s3/errors.ts';
import { explain } from '../s3/explain.ts';
import { folderPrefix, parseS3Location } from '../s3/location.ts';
import { defaultConnections, type S3Settings } from '../s3/settings.ts';
import { begunAlike } from './begun-alike.ts';
import { folderRules } from './folder-rules.ts';
import { parsePattern } from './path-pattern.ts';
import { isMatch } from './pattern-files.ts';
import { exactObject, listNames, listObjects, placePatterns } from './s3-list.ts';
import { readObject } from './s3-read.ts';
import type { Source } from './source.ts';

/**
 * A folder of a bucket, one object of it, or those that match a pattern. Loads the AWS SDK; sends nothing before the first
 * `list` or `read`. `list` takes one request for each 1,000 keys, `read` one. What passes (throttling, broken connections, damaged bodies) is
 * tried again and ends as a {@link TransientError}; what does not is a {@link UsageError} at once.
 */
export async function openS3Source(location: string, settings: S3Settings): Promise<Source> {
  const place = parseS3Location(location);
  const { signRequests, idleTimeout = 30_000, wholeBytes = 4 << 20 } = settings;
  const backoff = { ...defaultBackoff, ...settings.backoff };
  const pace = { window: idleTimeout, least: 1024, now: () => performance.now() };
  const client = await openS3Client(place.bucket, settings).catch((error: unknown) => {
    const failure = toFailure(error);
    throw failure === undefined
      ? error
      : explain(failure, { location, signRequests, place: String(settings.region) });
  });
  const { bucket, key } = place;
  const root = `s3://${bucket}/`;
  const folder = folderPrefix(key);
  const rules = folderRules(root + folder);
  const patterns = placePatterns(place, parsePattern(key) ?? []);
  const trialOf = (signal: AbortSignal | undefined) => ({
    trial: { client, location, signRequests, backoff, signal },
    deadline: idleTimeout,
  });
  let kind: Source['kind'];
  let otherObject: string | undefined;
  const unmatched: string[] = [];

  return {
    location,
    get kind() {
      return kind;
    },
    get prefix() {
      return kind === 'folder' ? root + folder : undefined;
    },
    get otherObject() {
      return otherObject;
    },
    get region() {
      return client.region;
    },
    unmatched,
    readsAtOnce: settings.connections ?? defaultConnections,
    covers(file) {
      if (kind === 'file') return file === root + key;
      if (kind === 'pattern') return patterns.some((each) => isMatch(each, file));
      return rules.covers(file);
    },
    hides: (file) => kind !== 'file' && kind !== 'pattern' && rules.hides(file),
    async has(file, signal) {
      if (!file.startsWith(root)) return false;
      return (await exactObject(file.slice(root.length), trialOf(signal))) !== undefined;
    },
    list(signal, onSkipped = () => {}) {
      kind = undefined;
      otherObject = undefined;
      unmatched.length = 0;
      return listObjects(place, trialOf(signal), {
        kind: (found) => {
          kind = found;
        },
        skipped: onSkipped,
        other: (object) => {
          otherObject ??= object;
        },
        unmatched: (pattern) => void unmatched.push(pattern),
      });
    },
    entries: (signal) => listNames(folder, trialOf(signal)),
    async alike(signal) {
      const before = key.lastIndexOf('/') + 1;
      const names = await listNames(key, trialOf(signal));
      return begunAlike(root + key.slice(0, before), key.slice(before), names);
    },
    read(file, signal) {
      const trial = { client, location: file.location, signRequests, backoff, signal };
      return readObject({ file, key: file.location.slice(root.length), trial, pace, wholeBytes });
    },
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}
