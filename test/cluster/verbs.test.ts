import { describe, expect, test } from 'vitest';
import { openClients } from '../../src/cluster/clients.ts';
import { findWarehouse } from '../../src/cluster/find-warehouse.ts';
import { SparkifyError } from '../../src/errors.ts';
import { keys, openTestAccount, type TestAccount, wordsOf } from './account.ts';
import type { FakeWarehouse } from './fake-aws/world.ts';

// Every verb against every state of either kind, ours and somebody else's. What dwh.cfg asks for must not matter to a verb
// that follows what exists, so each runs without a file and with the nodes of the Python projects.

const ours = { 'sparkify:cluster': 'us-west-2/sparkify' };

const states = {
  nothing: [],
  'our cluster': [cluster('available', ours)],
  'our cluster, creating': [cluster('creating', ours)],
  'our cluster, paused': [cluster('paused', ours)],
  'our cluster, deleting': [cluster('deleting', ours)],
  'our cluster, failed': [cluster('incompatible-network', ours)],
  'our workgroup': [namespace(ours), workgroup('AVAILABLE', ours)],
  'our workgroup, creating': [namespace(ours), workgroup('CREATING', ours)],
  'our namespace alone': [namespace(ours)],
  'a foreign cluster': [cluster('available', {})],
  'a foreign cluster, paused': [cluster('paused', {})],
  'a foreign workgroup': [namespace({}), workgroup('AVAILABLE', {})],
  'our workgroup, a foreign cluster': [
    cluster('available', {}),
    namespace(ours),
    workgroup('AVAILABLE', ours),
  ],
  'our cluster, our workgroup': [cluster('available', ours), namespace(ours), workgroup('AVAILABLE', ours)],
} satisfies Readonly<Record<string, readonly (() => FakeWarehouse)[]>>;

type State = keyof typeof states;
/** Exit code, and what is printed on either stream. */
type Outcome = readonly [number, RegExp];

const files = {
  'no file': keys,
  'the nodes of a file': `${keys}[DWH]\nDWH_CLUSTER_TYPE=multi-node\nDWH_NUM_NODES=4\nDWH_NODE_TYPE=dc2.large\n`,
};

const noCluster: Outcome = [2, /There is no cluster "sparkify"/];
const foreign: Outcome = [2, /was not created by sparkify, and was not changed/];
const foreignLeft: Outcome = [0, /Still billed +Cluster sparkify: not made by sparkify/];

const expected: Readonly<Record<string, Readonly<Record<State, Outcome>>>> = {
  'cluster status': {
    nothing: noCluster,
    'our cluster': [0, /State +available.*4 x ra3\.large/s],
    'our cluster, creating': [0, /State +creating/],
    'our cluster, paused': [0, /State +paused/],
    'our cluster, deleting': [0, /State +deleting/],
    'our cluster, failed': [0, /State +incompatible-network/],
    'our workgroup': [0, /State +available.*Serverless, 4 RPU/s],
    'our workgroup, creating': [0, /State +creating/],
    'our namespace alone': [2, /But these of it exist: Namespace sparkify.*sparkify cluster delete/s],
    'a foreign cluster': [0, /not made by sparkify/],
    'a foreign cluster, paused': [0, /State +paused.*not made by sparkify/s],
    'a foreign workgroup': [0, /Serverless, 4 RPU.*not made by sparkify/s],
    'our workgroup, a foreign cluster': [0, /Serverless, 4 RPU.*Beside it +4 x ra3\.large, available/s],
    'our cluster, our workgroup': [0, /4 x ra3\.large.*Beside it +Serverless, 4 RPU/s],
  },
  'cluster pause': turning({ done: /is paused: only its storage is billed/, from: 'available' }),
  'cluster resume': turning({ done: /is available, and billed again/, from: 'paused' }),
  'cluster delete --yes': {
    ...always([0, /Checked: nothing billable is left/]),
    'a foreign cluster': foreignLeft,
    'a foreign cluster, paused': foreignLeft,
    'a foreign workgroup': [0, /Still billed +Workgroup sparkify.*Still billed +Namespace sparkify/s],
    'our workgroup, a foreign cluster': foreignLeft,
  },
  find: {
    nothing: [2, /There is no cluster "sparkify".*sparkify cluster create/s],
    'our cluster': [0, /cluster sparkify/],
    'our cluster, creating': [75, /is creating; it cannot be used yet.*sparkify cluster create/s],
    'our cluster, paused': [75, /is paused.*sparkify cluster resume/s],
    'our cluster, deleting': [2, /is deleting; expected available.*sparkify cluster status/s],
    'our cluster, failed': [2, /AWS does not recover it by itself.*sparkify cluster delete/s],
    'our workgroup': [0, /workgroup sparkify/],
    'our workgroup, creating': [75, /is creating; it cannot be used yet.*sparkify cluster create/s],
    'our namespace alone': [2, /There is no cluster "sparkify".*sparkify cluster create/s],
    'a foreign cluster': [0, /cluster sparkify/],
    'a foreign cluster, paused': [75, /is paused/],
    'a foreign workgroup': [0, /workgroup sparkify/],
    'our workgroup, a foreign cluster': [0, /workgroup sparkify/],
    'our cluster, our workgroup': [0, /cluster sparkify/],
  },
  'cluster create --yes': {
    ...always([0, /Endpoint/]),
    'our cluster': [0, /Endpoint.*sparkify cluster pause/s],
    'our cluster, creating': [0, /Endpoint.*sparkify cluster pause/s],
    'our cluster, paused': [
      2,
      /It is paused, and its role, security group must change.*sparkify cluster resume/s,
    ],
    'our cluster, deleting': [2, /It is being deleted/],
    'our cluster, failed': [2, /It is incompatible-network/],
    'a foreign cluster': [0, /adopt +Cluster/],
    'a foreign cluster, paused': [0, /adopt +Cluster/],
    'a foreign workgroup': [0, /adopt +Workgroup/],
  },
};

/** The same in every state. */
function always(outcome: Outcome): Readonly<Record<State, Outcome>> {
  return Object.fromEntries(Object.keys(states).map((state) => [state, outcome])) as Record<State, Outcome>;
}

/** What pause and resume come to: Serverless needs neither, and nothing else than our cluster is turned. */
function turning({
  done,
  from,
}: {
  readonly done: RegExp;
  readonly from: string;
}): (typeof expected)[string] {
  const refused = (state: string): Outcome => [2, new RegExp(`is ${state}; expected ${from}`)];
  return {
    ...always([0, /is Serverless: it costs nothing while idle/]),
    nothing: noCluster,
    'our namespace alone': noCluster,
    'our cluster': [0, done],
    'our cluster, paused': [0, done],
    'our cluster, our workgroup': [0, done],
    'our cluster, creating': refused('creating'),
    'our cluster, deleting': refused('deleting'),
    'our cluster, failed': refused('incompatible-network'),
    'a foreign cluster': foreign,
    'a foreign cluster, paused': foreign,
  };
}

for (const [file, cfg] of Object.entries(files)) {
  describe(file, () => {
    for (const [verb, outcomes] of Object.entries(expected)) {
      if (verb === 'find' && file !== 'no file') continue; // it takes none
      test.each(Object.entries(outcomes))(`${verb}: %s`, async (state, [code, text]) => {
        await using account = await openTestAccount();
        place(account, state as State);
        const before = kinds(account);
        const { exitCode, said } = verb === 'find' ? await find(account) : await run(account, verb, cfg);
        expect({ exitCode, said }).toEqual({ exitCode: code, said: expect.stringMatching(text) });
        // Nothing is ever made beside a warehouse that has the name.
        if (before.length > 0) expect(kinds(account).filter((kind) => !before.includes(kind))).toEqual([]);
        if (/Still (billed|there)/.test(said)) expect(said).not.toContain('nothing billable is left');
      });
    }
  });
}

/** The flags that ask for the kind that does not exist make nothing beside what exists. */
test.each([
  ['our workgroup', '--nodes 2'],
  ['our namespace alone', '--node-type ra3.large'],
  ['our cluster', '--serverless'],
  ['our cluster, paused', '--base-capacity 8'],
  ['a foreign cluster', '--serverless'],
  ['a foreign workgroup', '--nodes 2'],
] as const)('with %s, create %s is refused before anything is done', async (state, flag) => {
  await using account = await openTestAccount();
  place(account, state);
  for (const dry of [' --dry-run', '']) {
    const { error } = await account.run(`cluster create --yes ${flag}${dry} --identifier sparkify`);
    expect(error).toMatchObject({ exitCode: 2 });
    expect(wordsOf(error)).toContain('which would be billed beside it');
    expect(wordsOf(error)).toMatch(/Use it +sparkify cluster create --identifier sparkify\n/);
  }
  expect(account.aws.calls.filter((call) => call.mutating)).toEqual([]);
});

async function run(account: TestAccount, verb: string, cfg: string) {
  const { out, noted, error } = await account.run(verb, { cfg });
  const failed = error === undefined ? '' : wordsOf(error);
  return { exitCode: exitCodeOf(error), said: [out, noted, failed].join('\n') };
}

async function find({ aws, clock }: TestAccount) {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'notASecret' };
  using clients = await openClients({ region: 'us-west-2', endpoint: aws.endpoint, credentials }, () => 1);
  try {
    const found = await findWarehouse(clients, { cluster: 'sparkify', region: 'us-west-2' }, clock.now());
    return { exitCode: 0, said: `${found.kind} ${found.name}` };
  } catch (error) {
    return { exitCode: exitCodeOf(error as Error), said: wordsOf(error as Error) };
  }
}

function exitCodeOf(error: Error | undefined): number {
  if (error === undefined) return 0;
  return error instanceof SparkifyError ? error.exitCode : 70;
}

function place({ world, clock }: TestAccount, state: State): void {
  const now = clock.now().getTime() / 1000;
  for (const make of states[state]) {
    const warehouse = make();
    const into = { creating: 'available', CREATING: 'AVAILABLE', deleting: 'gone' }[warehouse.status];
    if (into !== undefined) warehouse.turns = { into, at: now + 60 };
    world.warehouses.set(`${warehouse.kind} ${warehouse.name}`, warehouse);
  }
}

function kinds({ world }: TestAccount): readonly string[] {
  const isCluster = [...world.warehouses.values()].some(({ kind }) => kind === 'cluster');
  const isServerless = [...world.warehouses.values()].some(({ kind }) => kind !== 'cluster');
  return [...(isCluster ? ['cluster'] : []), ...(isServerless ? ['Serverless'] : [])];
}

function cluster(status: string, tags: Readonly<Record<string, string>>): () => FakeWarehouse {
  const facts = { nodeType: 'ra3.large', nodes: 4, port: 5439, public: true, managed: false };
  return () => made('cluster', status, tags, facts);
}

function namespace(tags: Readonly<Record<string, string>>): () => FakeWarehouse {
  return () => made('namespace', 'AVAILABLE', tags, { managed: false });
}

function workgroup(status: string, tags: Readonly<Record<string, string>>): () => FakeWarehouse {
  const facts = { namespace: 'sparkify', baseCapacity: 4, maxCapacity: 8, port: 5439, public: true };
  return () => made('workgroup', status, tags, facts);
}

function made(
  kind: FakeWarehouse['kind'],
  status: string,
  tags: Readonly<Record<string, string>>,
  facts: Readonly<Record<string, unknown>>,
): FakeWarehouse {
  const owned = { database: 'dwh', user: 'awsuser', ...facts };
  return {
    kind,
    name: 'sparkify',
    createdAt: 0,
    status,
    tags: { ...tags },
    facts: owned,
    roles: [],
    groups: [],
  };
}
