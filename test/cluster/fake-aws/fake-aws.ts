import type { PolicyDocument } from '../../../src/cluster/policy-document.ts';
import { startHttpServer } from '../../http-server.ts';
import { allows, neededRights } from './authorization.ts';
import { ec2 } from './ec2.ts';
import { iam } from './iam.ts';
import {
  AwsFault,
  type AwsRequest,
  type Output,
  pageOf,
  readRequest,
  writeAnswer,
  writeFault,
} from './protocol.ts';
import { redshift } from './redshift.ts';
import { answerS3 } from './s3.ts';
import { scheduledActions } from './scheduled-actions.ts';
import { serverless } from './serverless.ts';
import { keptPassword, settle, type World } from './world.ts';

/**
 * What becomes of a request.
 * - `pass`: it is done and answered.
 * - `throttle`: it is not done, and answered with an error that asks for retryPolicy.
 * - `expired`: it is not done, since the caller's credentials have expired.
 * - `lose answer`: it is done, and the connection breaks before the answer.
 * - `down`: it is not done, and the connection breaks.
 * - `web page`: it is not done, and a proxy answers with the login page of a network.
 */
export type Fate = 'pass' | 'throttle' | 'expired' | 'lose answer' | 'down' | 'web page';

export interface Call {
  readonly service: string;
  readonly action: string;
  /** 1 for the first request since the fate was last set. */
  readonly number: number;
  readonly mutating: boolean;
}

export interface FakeAws extends AsyncDisposable {
  readonly endpoint: string;
  /** Every request that came, in order. */
  readonly calls: Call[];
  /** The actions that IAM was asked to allow, of all requests that came. */
  readonly rights: Set<string>;
  /** Decides over the requests from now on, counted from 1; without one, all pass. */
  setFate(fate?: (call: Call) => Fate): void;
  /** From now on the caller may do only what this policy allows. */
  restrictTo(policy: PolicyDocument | undefined): void;
}

/** What the stand-in for AWS's address service answers. */
export const callerAddress = '203.0.113.7';

/** A few services of AWS over real HTTP, for one caller; the world behind them belongs to the test. */
export async function openFakeAws(world: World): Promise<FakeAws> {
  const calls: Call[] = [];
  const rights = new Set<string>();
  let fate: (call: Call) => Fate = () => 'pass';
  let policy: PolicyDocument | undefined;
  let count = 0;

  const server = await startHttpServer(async (request, response) => {
    if (request.url === '/checkip') return void response.end(`${callerAddress}\n`);
    const asked = await readRequest(request);
    const call = {
      ...asked,
      number: ++count,
      mutating: !/^(Describe|Get|List|Simulate|GET)/.test(asked.action),
    };
    calls.push({ service: call.service, action: call.action, number: call.number, mutating: call.mutating });
    const outcome = fate(call);
    if (outcome === 'down') return void request.socket.destroy();
    if (outcome === 'web page') {
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>');
    }
    if (call.service === 'redshift-data' && world.dataApi !== undefined) {
      const headers = { 'x-amz-target': `RedshiftData.${call.action}` };
      const passed = await fetch(world.dataApi, {
        method: 'POST',
        headers,
        body: JSON.stringify(asked.input),
      });
      response.writeHead(passed.status, { 'content-type': 'application/x-amz-json-1.1' });
      return void response.end(await passed.text());
    }
    for (const right of neededRights(world, asked)) rights.add(right.action);
    const answered = refused(asked, outcome) ?? answer(world, asked, policy);
    const { status, type, body, headers = {} } = answered;
    if (outcome === 'lose answer') return void request.socket.destroy();
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  });

  return {
    endpoint: server.url,
    calls,
    rights,
    setFate(next = () => 'pass') {
      fate = next;
      count = 0;
    },
    restrictTo(next) {
      policy = next;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const services: Readonly<
  Record<string, Readonly<Record<string, (world: World, input: AwsRequest['input']) => Output>>>
> = {
  iam,
  ec2,
  redshift: { ...redshift, ...scheduledActions },
  'redshift-serverless': serverless,
  sts: {
    GetCallerIdentity: (world) => ({
      Account: world.account,
      Arn: `arn:aws:iam::${world.account}:user/ada`,
      UserId: 'AIDA1',
    }),
  },
  secretsmanager: {
    GetSecretValue: (world, { SecretId }) => {
      const name = String(SecretId).split(':secret:')[1] ?? '';
      if (!world.secrets.has(name)) throw new AwsFault('ResourceNotFoundException', 'no such secret');
      const username = name.split('-').pop();
      return { SecretString: JSON.stringify({ username, password: keptPassword }) };
    },
    ListSecrets: (world, input) => {
      const [filter] = (input.Filters as unknown as { Values: string[] }[]) ?? [];
      const start = filter?.Values[0] ?? '';
      const found = [...world.secrets].filter((name) => name.startsWith(start));
      const { items, next } = pageOf(found, input.NextToken);
      return { SecretList: items.map((Name) => ({ Name })), NextToken: next };
    },
  },
};

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function answer(world: World, request: AwsRequest, policy: PolicyDocument | undefined): Answer {
  settle(world);
  const denied = policy && neededRights(world, request).find((right) => !allows(policy, right));
  const refusal =
    denied &&
    new AwsFault(
      'AccessDenied',
      `User ada is not authorized to perform: ${denied.action} on ${denied.resource}`,
      403,
    );
  if (request.service === 's3') return answerS3(world, request, refusal);
  try {
    if (refusal !== undefined) throw refusal;
    const action = services[request.service]?.[request.action];
    if (action === undefined) {
      throw new AwsFault('InvalidAction', `The fake does not know ${request.service}:${request.action}`);
    }
    return { status: 200, ...writeAnswer(request, action(world, request.input)) };
  } catch (error) {
    const fault = error instanceof AwsFault ? error : new AwsFault('InternalFailure', String(error), 500);
    return { status: fault.status, ...writeFault(request, fault) };
  }
}

/** What a service answers without doing anything, in its own words. */
function refused(request: AwsRequest, outcome: Fate): Answer | undefined {
  const isEc2 = request.service === 'ec2';
  const faults: Partial<Record<Fate, AwsFault>> = {
    throttle: new AwsFault(isEc2 ? 'RequestLimitExceeded' : 'Throttling', 'Rate exceeded'),
    expired: new AwsFault(
      isEc2
        ? 'RequestExpired'
        : /^(iam|sts|redshift)$/.test(request.service)
          ? 'ExpiredToken'
          : 'ExpiredTokenException',
      isEc2 ? 'Request has expired.' : 'The security token included in the request is expired',
    ),
  };
  const fault = faults[outcome];
  return fault && { status: 400, ...writeFault(request, fault) };
}
