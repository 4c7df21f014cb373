import { openClients } from '../../../src/cluster/clients.ts';
import { findWarehouse } from '../../../src/cluster/find-warehouse.ts';
import type { clusterMessages } from '../../../src/messages/cluster.ts';
import { requireExpected } from '../../../src/verify/require-expected.ts';
import { openTestAccount, type TestAccount } from '../../cluster/account.ts';
import { type Pace, usualPace } from '../../cluster/fake-aws/world.ts';
import { credentials } from '../../sources/s3-settings.ts';
import { inAccount } from './aws.ts';
import { metIn, type Provocation, type Provocations, thrown } from './provoke.ts';

const create = 'cluster create --yes --nodes 2';

/** The error of a command in an account with a cluster. */
const afterwards = (words: string, change: (account: TestAccount) => unknown = () => {}) =>
  inAccount(words, async (account) => {
    await account.run(create);
    await change(account);
  });

const creating = (options: Parameters<typeof inAccount>[2]) => inAccount(create, () => {}, options);

const slow =
  (pace: Partial<Pace>): Provocation =>
  async () => {
    await using account = await openTestAccount({ ...usualPace, ...pace });
    return metIn((await account.run(create)).error);
  };

/** The error of a run that looks for the cluster, which it needs. */
const finding =
  (status: string): Provocation =>
  async () => {
    await using account = await openTestAccount();
    await account.run(create);
    clusterOf(account).status = status;
    using clients = await openClients({ region: 'us-west-2', endpoint: account.aws.endpoint, credentials });
    const name = { cluster: 'sparkify', region: 'us-west-2' };
    return metIn(await findWarehouse(clients, name, account.clock.now()).catch((error: unknown) => error));
  };

function clusterOf({ world }: TestAccount) {
  const cluster = world.warehouses.get('cluster sparkify');
  if (cluster === undefined) throw new Error('There is no cluster.');
  return cluster;
}

/** The role is there again after it was deleted, as with a request that AWS accepts and does not do. */
function keepRole({ aws, world }: TestAccount): void {
  const role = world.roles.get('sparkify-copy');
  if (role === undefined) throw new Error('There is no role.');
  let isDeleted = false;
  aws.setFate(({ action }) => {
    if (isDeleted) world.roles.set(role.name, role);
    isDeleted ||= action === 'DeleteRole';
    return 'pass';
  });
}

export const cluster: Provocations<keyof typeof clusterMessages> = {
  'SPK-601': afterwards('cluster create --yes --nodes 4'),
  'SPK-602': creating(() => {
    const stop = new AbortController();
    return { signal: stop.signal, onWaiting: () => stop.abort(new Error('SIGINT')) };
  }),
  'SPK-603': inAccount('cluster status'),
  'SPK-604': finding('paused'),
  'SPK-605': finding('modifying'),
  'SPK-606': creating((account) => ({
    onWaiting: () => Object.assign(clusterOf(account), { status: 'incompatible-network', turns: undefined }),
  })),
  'SPK-607': slow({ create: 5 * 60 * 60 }),
  'SPK-608': creating(() => ({ resolves: async () => false })),
  'SPK-609': slow({ roleSeen: 1e6 }),
  'SPK-610': afterwards('cluster pause', (account) => {
    delete clusterOf(account).tags['sparkify:cluster'];
  }),
  'SPK-611': afterwards('cluster pause', (account) => {
    clusterOf(account).status = 'modifying';
  }),
  'SPK-612': afterwards('cluster create --yes --serverless'),
  'SPK-614': inAccount(create, ({ world }) => {
    world.vpc = undefined;
  }),
  'SPK-615': creating(() => ({ addressService: 'http://127.0.0.1:9/' })),
  'SPK-616': inAccount('cluster policy --for role'),
  'SPK-617': afterwards('cluster delete --yes', keepRole),
  'SPK-618': inAccount('cluster verify --yes'),
  'SPK-619': inAccount('cluster verify --yes --work s3://sparkify/work', ({ run }) =>
    run('cluster create --yes --identifier sparkify-verify'),
  ),
  'SPK-620': thrown(async () => {
    const facts = { observed: '2', expected: '1', statement: 'select 1' };
    requireExpected({ points: [{ id: 'one', outcome: 'differs', ...facts }] }, 'evidence.json');
  }),
  'SPK-621': inAccount(`${create} --subnet-group nowhere`),
};
