import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keys, openTestAccount } from '../cluster/account.ts';
import { freshRedshift } from '../redshift-load/fresh-redshift.ts';
import { smallSource, sourceFolder } from '../source-folder.ts';

const nodes = `[DWH]
DWH_CLUSTER_TYPE=multi-node
DWH_NUM_NODES=4
DWH_NODE_TYPE=dc2.large
DWH_IAM_ROLE_NAME=dwhRole
DWH_CLUSTER_IDENTIFIER=dwhCluster
`;
const connection = `DWH_DB=dwh
DWH_DB_USER=dwhuser
DWH_DB_PASSWORD=Passw0rd
DWH_PORT=5439
`;
const endpoint = '[CLUSTER]\nDWH_ENDPOINT=<endpoint of the cluster>\n';

/** The dwh.cfg of the READMEs, and one whose connection is in [CLUSTER]; nothing of them is changed on the way. */
const seeds = {
  'with all of it under [DWH]': `${keys}${nodes}${connection}DWH_IAM_ROLE_ARN=\n`,
  'with the connection under [CLUSTER]': `${keys}${nodes}${endpoint}${connection}[IAM_ROLE]\nDWH_IAM_ROLE_ARN=''\n`,
};

describe('a seed file goes through create, status, doctor, etl, pause, resume and delete', () => {
  test.each(Object.entries(seeds))(
    '%s',
    async (_, cfg) => {
      await using redshift = await freshRedshift(
        {},
        { roles: ['arn:aws:iam::123456789012:role/dwhRole'], users: { dwhuser: 'Passw0rd' } },
      );
      await using account = await openTestAccount();
      using source = sourceFolder(smallSource);
      const REDSHIFT_SSLROOTCERT = join(source.path, 'root.pem');
      writeFileSync(REDSHIFT_SSLROOTCERT, redshift.cluster.ca);
      account.world.host = redshift.cluster.host;
      account.world.port = redshift.cluster.port;
      const environment = {
        ...{
          REDSHIFT_SSLROOTCERT,
          AWS_ENDPOINT_URL_S3: redshift.s3.endpoint,
          SPARKIFY_WORK: 's3://scratch/tmp',
        },
        // The S3 server of the tests does not say where its buckets are, and the stand-in cannot listen on the port of the file.
        AWS_REGION: 'us-west-2',
        REDSHIFT_PORT: String(redshift.cluster.port),
      };
      const run = async (words: string, more = {}) => {
        const { out, noted, error } = await account.run(words, { cfg, environment: more });
        expect([words, error?.message]).toEqual([words, undefined]);
        return out + noted;
      };

      expect(await run('cluster create --yes')).toMatch(
        /Cluster +dwhcluster +4 x ra3\.large, .*\n.*AWS no longer creates 4 x dc2\.large \(1\.00 USD an hour\): 4 x ra3\.large \(2\.17 USD an hour\) in its place/,
      );
      expect(await run('cluster status')).toMatch(/dwhcluster/);
      expect(await run(`doctor --data ${source.path}`)).toMatch(/data +ok/);
      const warehouse = `--warehouse redshift`;
      expect(await run(`etl ${warehouse} --data ${source.path}`, environment)).toMatch(/Published +run 1/);
      const { statements } = redshift.cluster;
      expect(
        statements.some(({ sql }) => sql.includes("iam_role 'arn:aws:iam::123456789012:role/dwhRole'")),
      ).toBe(true);
      await run('cluster pause');
      await run('cluster resume');
      expect(await run('cluster delete --yes')).toMatch(/Cluster +dwhcluster/);
      expect(account.world.warehouses.size).toBe(0);
    },
    120_000,
  );
});

test('what only create could not take stops no other verb', async () => {
  const cfg = `${keys}[DWH]
DWH_NODE_TYPE=huge
DWH_NUM_NODES=four
DWH_CLUSTER_TYPE=some
DWH_DB=My-DB
DWH_DB_USER=IAM:ada
DWH_DB_PASSWORD=50%off
DWH_PORT=YOUR PORT
TTL=soon
ALLOW_CIDR=home
BASE_CAPACITY=5
`;
  await using account = await openTestAccount();
  expect((await account.run('cluster create --yes')).error).toBeUndefined();
  for (const verb of [
    ...['cluster status', 'cluster pause', 'cluster resume', 'cluster policy', 'cluster delete --dry-run'],
    ...['doctor --warehouse local.duckdb', 'cluster delete --yes'],
  ]) {
    expect([verb, (await account.run(verb, { cfg })).error]).toEqual([verb, undefined]);
  }
  expect(account.world.warehouses.size).toBe(0);
  expect((await account.run('cluster create --yes', { cfg })).error).toMatchObject({ exitCode: 2 });
});
