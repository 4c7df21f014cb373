import type { NetworkSettings } from '../aws/network-settings.ts';
import type { Backoff } from '../backoff.ts';

/**
 * With 25 ms for an answer, about as many small objects a second as S3 allows a prefix at least (5,500). AWS names 100 to 200 ms for
 * a small object, so the limit is not reached then.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html
 */
export const defaultConnections = 128;

/** How a bucket is reached. */
export interface S3Settings {
  /** Default: what the environment or the profile says, else wherever the bucket is. */
  readonly region?: string;
  /** A profile of the AWS configuration files. */
  readonly profile?: string;
  /** An address of another implementation of S3 (AWS_ENDPOINT_URL_S3); the bucket is then the first part of the path. */
  readonly endpoint?: string | undefined;
  /** Default: the SDK's chain (environment, profile, single sign-on, container, machine). */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** False sends no credentials, for public buckets. */
  readonly signRequests: boolean;
  /** Agrees to pay for the transfer, for buckets that ask for it. */
  readonly requesterPays: boolean;
  /** The ARN of the KMS key that encrypts what is put; without one the bucket's own setting does. */
  readonly kmsKey?: string;
  /** The proxy and the certificates to reach it with; without them directly. */
  readonly network?: NetworkSettings;
  /** GETs at the same time, each on a connection of its own; default {@link defaultConnections}. */
  readonly connections?: number;
  /** Milliseconds until a connection must be made; default 10,000. */
  readonly connectTimeout?: number;
  /** Milliseconds without a byte after which a connection is given up, default 30,000; and over which a drip is noticed. */
  readonly idleTimeout?: number;
  /** Bytes up to which an object is fetched and verified as a whole before it is handed out; default 4 MiB. */
  readonly wholeBytes?: number;
  /** How a request that failed for a moment is tried again. */
  readonly backoff?: Partial<Backoff>;
}
