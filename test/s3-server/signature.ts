import { createHash } from 'node:crypto';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { type Answer, failure } from './answer.ts';
import type { S3Request } from './s3-request.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

interface Expected {
  readonly region?: string;
  readonly credentials?: Credentials;
}

/** Undefined if the request may pass, else the refusal S3 answers with. */
export async function checkSignature(
  request: S3Request,
  { region, credentials }: Expected,
): Promise<Answer | undefined> {
  const authorization = request.headers.authorization;
  const signed = /Credential=([^/]+)\/\d+\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+)/.exec(
    authorization ?? '',
  );
  if (credentials !== undefined && signed === null) return failure(403, 'AccessDenied', 'Access Denied');
  if (signed === null) return undefined;
  const [, accessKeyId = '', signedRegion = '', signedHeaders = ''] = signed;
  if (region !== undefined && signedRegion !== region) return redirect(region);
  if (credentials === undefined) return undefined;
  if (accessKeyId !== credentials.accessKeyId) {
    return failure(
      403,
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
    );
  }
  const expected = await sign(request, {
    region: signedRegion,
    credentials,
    signedHeaders: signedHeaders.split(';'),
  });
  if (expected === authorization) return checkBody(request);
  return failure(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match.');
}

/** Undefined if the request was signed within 15 minutes of this time, or not at all. */
export function checkTime({ headers }: S3Request, now: number): Answer | undefined {
  const date = headers['x-amz-date'];
  if (date === undefined || Math.abs(timeOf(String(date)) - now) < 15 * 60_000) return undefined;
  return failure(
    403,
    'RequestTimeTooSkewed',
    'The difference between the request time and the current time is too large.',
  );
}

/** The signature covers the hash that the header gives; the body has to be what was hashed. */
function checkBody({ headers, body }: S3Request): Answer | undefined {
  const hash = headers['x-amz-content-sha256'];
  if (hash === 'UNSIGNED-PAYLOAD' || String(hash).startsWith('STREAMING-')) return undefined;
  if (hash === createHash('sha256').update(body).digest('hex')) return undefined;
  return failure(
    400,
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
  );
}

function redirect(region: string): Answer {
  const refusal = failure(
    301,
    'PermanentRedirect',
    'The bucket must be addressed using the specified endpoint.',
    {
      Region: region,
    },
  );
  return { ...refusal, headers: { ...refusal.headers, 'x-amz-bucket-region': region } };
}

interface Signing {
  readonly region: string;
  readonly credentials: Credentials;
  readonly signedHeaders: readonly string[];
}

async function sign(
  { method, target, headers }: S3Request,
  { region, credentials, signedHeaders }: Signing,
): Promise<string> {
  const [path = '/', search = ''] = target.split(/\?(.*)/s, 2);
  const signer = new SignatureV4({
    credentials,
    region,
    service: 's3',
    sha256: Sha256,
    uriEscapePath: false,
  });
  const kept = signedHeaders.map((name) => [name, String(headers[name])] as const);
  const date = String(headers['x-amz-date']);
  const request = await signer.sign(
    {
      method,
      path: canonicalPath(path),
      protocol: 'http:',
      hostname: String(headers.host),
      query: Object.fromEntries(new URLSearchParams(search)),
      headers: Object.fromEntries(kept),
    },
    {
      signingDate: new Date(timeOf(date)),
      signableHeaders: new Set(signedHeaders),
    },
  );
  return request.headers.authorization ?? '';
}

function timeOf(date: string): number {
  return Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

/** S3 signs over the key in an encoding of its own, not over the path as it was sent. */
function canonicalPath(path: string): string {
  const encode = (part: string) => encodeURIComponent(part).replace(/[!'()*]/g, hexadecimal);
  return path
    .split('/')
    .map((part) => encode(decodeURIComponent(part)))
    .join('/');
}

function hexadecimal(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
