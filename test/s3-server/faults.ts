import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, failure } from './answer.ts';
import type { Operation, S3Request } from './s3-request.ts';

export type FaultKind =
  /** 503, "reduce your request rate". */
  | 'slow-down'
  /** 500. */
  | 'internal-error'
  | 'access-denied'
  | 'expired-token'
  /** The connection is reset before any answer. */
  | 'reset'
  /** The connection is reset after half of the body. */
  | 'truncated'
  /** Half of the body under a content length that agrees with it. */
  | 'wrong-length'
  /** A body of the right length with one byte changed. */
  | 'garbled'
  /** Head and half of the body, then nothing more. */
  | 'stall'
  /** A byte every 20 ms. */
  | 'drip'
  /** The login page of a network, in place of any answer. */
  | 'web-page'
  /** A listing whose continuation token is always the same. */
  | 'repeated-token'
  /** 403, as MinIO says it of a session token. */
  | 'unknown-token';

export interface Fault {
  readonly kind: FaultKind;
  readonly operation?: Operation;
  readonly key?: string;
  /** How many requests it hits. */
  times?: number;
}

/** The first fault that hits the request, which then has one time less. */
export function takeFault(faults: Fault[], request: S3Request): Fault | undefined {
  const fault = faults.find(
    ({ operation = request.operation, key = request.key, times = 1 }) =>
      operation === request.operation && key === request.key && times > 0,
  );
  if (fault?.times !== undefined) fault.times--;
  return fault;
}

/** Sends an answer, or what the fault makes of it. */
export async function applyFault(
  fault: Fault | undefined,
  answer: Answer,
  response: ServerResponse,
): Promise<void> {
  const { body } = answer;
  const half = body.subarray(0, body.length >> 1);
  switch (fault?.kind) {
    case 'slow-down':
      return send(failure(503, 'SlowDown', 'Please reduce your request rate.'), response);
    case 'internal-error':
      return send(
        failure(500, 'InternalError', 'We encountered an internal error. Please try again.'),
        response,
      );
    case 'access-denied':
      return send(failure(403, 'AccessDenied', 'Access Denied'), response);
    case 'expired-token':
      return send(failure(400, 'ExpiredToken', 'The provided token has expired.'), response);
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'truncated':
      response.writeHead(answer.status, answer.headers).write(half, () => response.socket?.destroy());
      return;
    case 'wrong-length':
      return send(
        { ...answer, headers: { ...answer.headers, 'content-length': half.length }, body: half },
        response,
      );
    case 'garbled':
      return send({ ...answer, body: garbled(body) }, response);
    case 'stall':
      response.writeHead(answer.status, answer.headers).write(half);
      return;
    case 'web-page':
      return send({ status: 200, headers: { 'content-type': 'text/html' }, body: loginPage }, response);
    case 'repeated-token':
      return send({ ...answer, headers: {}, body: alwaysMore(body) }, response);
    case 'unknown-token':
      return send(failure(403, 'InvalidTokenId', 'The security token is &quot;invalid&quot;'), response);
    case 'drip':
      return drip(answer, response);
    default:
      return send(answer, response);
  }
}

const loginPage = Buffer.from('<!DOCTYPE html><html><title>Caf&eacute; &amp; Bar WLAN</title></html>');

function alwaysMore(listing: Buffer): Buffer {
  const text = listing.toString().replace(/<IsTruncated>\w+/, '<IsTruncated>true');
  return Buffer.from(
    text.replace('<KeyCount>', '<NextContinuationToken>again</NextContinuationToken><KeyCount>'),
  );
}

function send({ status, headers, body }: Answer, response: ServerResponse): void {
  response.writeHead(status, headers).end(body);
}

function garbled(body: Buffer): Buffer {
  const copy = Buffer.from(body);
  copy[copy.length - 1] = (copy[copy.length - 1] ?? 0) ^ 1;
  return copy;
}

async function drip({ status, headers, body }: Answer, response: ServerResponse): Promise<void> {
  const gone = once(response, 'close');
  response.writeHead(status, headers).flushHeaders();
  for (const byte of body) {
    response.write(Uint8Array.of(byte));
    const ended = await Promise.race([gone, sleep(20, 'open')]);
    if (ended !== 'open') return;
  }
  response.end();
}
