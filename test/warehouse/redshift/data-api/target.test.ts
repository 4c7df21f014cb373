import { describe, expect } from 'vitest';
import { deployerPolicy } from '../../../../src/cluster/policies.ts';
import { dataApiTarget } from '../../../../src/warehouse/redshift/data-api/target.ts';
import { findRedshift } from '../../../../src/warehouse/redshift/find-redshift.ts';
import { test } from '../../../cluster/in-account.ts';
import { policyNames } from '../../../cluster/policy-names.ts';

const noS3 = { signRequests: true, requesterPays: false };
const nodes = { Database: 'dwh', ClusterIdentifier: 'sparkify' };
const workgroup = { Database: 'dwh', WorkgroupName: 'sparkify' };

describe.each([
  ['--nodes 2', nodes, { ...nodes, DbUser: 'awsuser' }, { ...nodes, DbUser: 'ada' }],
  ['--serverless', workgroup, workgroup, workgroup],
])('with %s', (kind, place, byTemporaryPassword, asAda) => {
  test('statements are sent as the owner by the secret of its password, else by what AWS gives', async ({
    account,
  }) => {
    await account.succeed(`cluster create --yes ${kind}`);
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'notASecret' };
    const aws = { region: 'us-west-2', endpoint: account.aws.endpoint, credentials };
    const name = kind === '--serverless' ? { workgroup: 'sparkify' } : { cluster: 'sparkify' };
    const connection = { ...name, database: 'dwh', aws };
    expect(await dataApiTarget(connection)).toEqual({
      ...place,
      SecretArn: expect.stringMatching(/^arn:aws:secretsmanager:.*:secret:redshift!sparkify-awsuser$/),
    });
    expect(await dataApiTarget({ ...connection, user: 'ada' })).toEqual(asAda);

    const policy = deployerPolicy({ ...policyNames, serverless: true });
    account.aws.restrictTo({
      ...policy,
      Statement: policy.Statement.filter(({ Sid }) => Sid !== 'ManagedPassword'),
    });
    expect(await dataApiTarget(connection)).toEqual(byTemporaryPassword);
    account.aws.restrictTo({ ...policy, Statement: [] });
    expect(await dataApiTarget(connection)).toEqual(place);
    const config = { connection: { ...connection, transport: 'data-api' }, s3: noS3 } as const;
    expect(await findRedshift(config, { readOnly: true })).toEqual(config);

    account.aws.restrictTo(undefined);
    for (const warehouse of account.world.warehouses.values()) warehouse.status = 'deleting';
    await expect(dataApiTarget(connection)).rejects.toMatchObject({ code: 'SPK-611' });
  });
});
