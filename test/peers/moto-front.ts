import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { startHttpServer } from '../http-server.ts';

/** A front before moto that answers for the service that moto does not know. */
export interface MotoFront extends AsyncDisposable {
  readonly endpoint: string;
  /** `service:Action` of every request that changes something, in order. */
  readonly mutations: string[];
}

/**
 * Passes everything to moto, except Redshift Serverless and scheduled actions, which moto does not have (5.2): there the
 * answer is that of an account that has none of it. Nothing else is imitated.
 */
export async function openMotoFront(moto: string): Promise<MotoFront> {
  const mutations: string[] = [];
  const { url, [Symbol.asyncDispose]: close } = await startHttpServer(async (incoming, answer) => {
    const target = String(incoming.headers['x-amz-target'] ?? '');
    if (target.startsWith('RedshiftServerless.')) {
      const isList = target.includes('.List');
      answer.writeHead(isList ? 200 : 404, { 'content-type': 'application/x-amz-json-1.1' });
      incoming.resume();
      answer.end(isList ? '{"snapshots":[]}' : '{"__type":"ResourceNotFoundException","message":"none"}');
      return;
    }
    const body = await buffer(incoming);
    const action = new URLSearchParams(body.toString()).get('Action') ?? target.split('.').pop() ?? '';
    if (!/^(Describe|Get|List)/.test(action)) mutations.push(action);
    if (action === 'DescribeScheduledActions') {
      answer.writeHead(400, { 'content-type': 'text/xml' });
      return void answer.end(noScheduledAction);
    }
    const passed = request(
      new URL(incoming.url ?? '/', moto),
      { method: incoming.method, headers: incoming.headers },
      (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answer);
      },
    );
    passed.on('error', () => answer.destroy());
    passed.end(body);
  });
  return { endpoint: url, mutations, [Symbol.asyncDispose]: close };
}

const noScheduledAction =
  '<ErrorResponse><Error><Type>Sender</Type><Code>ScheduledActionNotFound</Code><Message>none</Message></Error></ErrorResponse>';
