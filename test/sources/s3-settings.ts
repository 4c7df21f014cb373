import type { S3Settings } from '../../src/s3/settings.ts';

export const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };

/** Settings for a server on this machine, with waits that no test has to wait for. */
export function settingsFor(endpoint: string, more: Partial<S3Settings> = {}): S3Settings {
  return {
    endpoint,
    region: 'us-west-2',
    credentials,
    signRequests: true,
    requesterPays: false,
    backoff: { sleep: async () => {} },
    ...more,
  };
}
