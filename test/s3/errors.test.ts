import { describe, expect, test } from 'vitest';
import { TransientError, UsageError } from '../../src/errors.ts';
import { isWorthAnotherTry, readFailure, S3Failure, toFailure } from '../../src/s3/errors.ts';
import { explain } from '../../src/s3/explain.ts';

const asked = { location: 's3://b/x', signRequests: true, place: 'us-west-2' };

function said(code: string, status?: number): S3Failure {
  return new S3Failure('as it was said', { code, status });
}

describe('an error of S3', () => {
  for (const [code, status] of [
    ['SlowDown', 503],
    ['InternalError', 500],
    ['HTTP 429', 429],
    ['ECONNRESET', undefined],
  ] as const) {
    test(`"${code}" is worth another try`, () => {
      expect(isWorthAnotherTry(said(code, status))).toBe(true);
      expect(explain(said(code, status), asked, 8)).toBeInstanceOf(TransientError);
    });
  }

  for (const [code, status, hint] of [
    ['AccessDenied', 403, '--no-sign-request'],
    ['NoSuchBucket', 404, 's3://bucket/prefix'],
    ['CredentialsProviderError', undefined, '--profile NAME'],
    ['ExpiredToken', 400, 'aws sso login'],
    ['InvalidTokenId', 403, '--profile NAME'],
    ['RequestTimeTooSkewed', 403, 'clock'],
    ['InvalidObjectState', 403, 'restore'],
    ['ENOTFOUND', undefined, 'AWS_ENDPOINT_URL_S3'],
    ['SELF_SIGNED_CERT_IN_CHAIN', undefined, 'NODE_EXTRA_CA_CERTS'],
    ['PermanentRedirect', 301, '--region'],
  ] as const) {
    test(`"${code}" is not, and says what to do`, () => {
      expect(isWorthAnotherTry(said(code, status))).toBe(false);
      const error = explain(said(code, status), asked);
      expect(error).toBeInstanceOf(UsageError);
      expect(error.message).toContain('s3://b/x');
      expect(error.message).toContain(`as it was said (${code})`);
      expect(error.hints.join('\n')).toContain(hint);
    });
  }

  test('that nobody foresaw is reported as it is', () => {
    expect(explain(said('Teapot', 418), asked).message).toBe(
      's3://b/x cannot be read from us-west-2. The answer was: as it was said (Teapot).',
    );
  });

  test('that was denied without credentials says to use them', () => {
    const error = explain(said('AccessDenied', 403), { ...asked, signRequests: false });
    expect(error.hints.join()).toContain('leave out --no-sign-request');
  });

  test('is read from its document, and from the status where there is none', () => {
    const document = '<Error><Code>NoSuchKey</Code><Message>Gone</Message></Error>';
    expect(readFailure(404, {}, document)).toMatchObject({ code: 'NoSuchKey', message: 'Gone', status: 404 });
    expect(readFailure(502, {}, '<html>')).toMatchObject({ code: 'HTTP 502', status: 502 });
  });

  test('is read with its entities decoded', () => {
    const document =
      '<Error><Code>AccessDenied</Code><Message>&quot;a&quot; &lt;&amp;&#x3E; b</Message></Error>';
    expect(readFailure(403, {}, document).message).toBe('"a" <&> b');
  });
});

test('an error of the program itself is not taken for one of S3', () => {
  for (const error of [new TypeError('x is undefined'), 'text', new UsageError('SPK-102', 'wrong')]) {
    expect(toFailure(error)).toBeUndefined();
  }
});
