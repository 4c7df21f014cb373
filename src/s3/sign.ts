import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';

export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** Signs requests to one host. Gives the headers to add, names and values in turn. */
export type Signer = (request: SignedRequest, credentials: SigningCredentials, time: number) => string[];

export interface SignedRequest {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  /** In URL encoding. */
  readonly path: string;
  /** In URL encoding, the names in the order of their bytes; may be empty. */
  readonly query: string;
  /** More headers whose names begin with `x-amz-server`, names and values in turn, in the order of their names. */
  readonly headers?: readonly string[];
  /** SHA-256 of the body in hexadecimal; none if there is no body. */
  readonly bodyHash?: string;
}

/** The SHA-256 of no body. */
const noBody = createHash('sha256').digest('hex');

/** Where the requests of a signer go, and who pays for them. */
interface SignerOptions {
  readonly region: string;
  readonly host: string;
  readonly requesterPays: boolean;
}

/**
 * AWS Signature Version 4: of the headers, `host` and all `x-amz-` ones are signed.
 * Times are in milliseconds.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function createSigner({ region, host, requesterPays }: SignerOptions): Signer {
  const payer = requesterPays ? ['x-amz-request-payer', 'requester'] : [];
  let second = Number.NaN;
  let date = '';
  let keyOf = '';
  let key: KeyObject | undefined;

  return (
    { method, path, query, bodyHash = noBody, headers: more = [] },
    { accessKeyId, secretAccessKey, sessionToken },
    time,
  ) => {
    if (Math.floor(time / 1000) !== second) {
      second = Math.floor(time / 1000);
      date = new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
    }
    const day = date.slice(0, 8);
    if (key === undefined || keyOf !== day + secretAccessKey) {
      key = signingKey(secretAccessKey, day, region);
      keyOf = day + secretAccessKey;
    }
    const token = sessionToken === undefined ? [] : ['x-amz-security-token', sessionToken];
    // In the order of their names, as the signature wants them.
    const headers = ['x-amz-content-sha256', bodyHash, 'x-amz-date', date, ...payer, ...token, ...more];
    let lines = `host:${host}\n`;
    let names = 'host';
    for (let index = 0; index < headers.length; index += 2) {
      lines += `${headers[index]}:${headers[index + 1]}\n`;
      names += `;${headers[index]}`;
    }
    const scope = `${day}/${region}/s3/aws4_request`;
    const digest = createHash('sha256')
      .update(`${method}\n${path}\n${query}\n${lines}\n${names}\n${bodyHash}`)
      .digest('hex');
    const signature = createHmac('sha256', key)
      .update(`AWS4-HMAC-SHA256\n${date}\n${scope}\n${digest}`)
      .digest('hex');
    headers.push(
      'authorization',
      `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
    );
    return headers;
  };
}

function signingKey(secret: string, day: string, region: string): KeyObject {
  const parts = [day, region, 's3', 'aws4_request'];
  const key = parts.reduce(
    (key, part) => createHmac('sha256', key).update(part).digest(),
    Buffer.from(`AWS4${secret}`),
  );
  return createSecretKey(key);
}
