import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { addRoleOfOriginals, keys, wordsOf } from '../cluster/account.ts';
import { temporaryPassword } from '../cluster/fake-aws/world.ts';
import { test } from '../cluster/in-account.ts';
import { memoryObjects } from '../redshift/memory-objects.ts';
import { startRedshift } from '../redshift/stand-in.ts';
import { startS3Server } from '../s3-server/s3-server.ts';
import { temporaryFolder } from '../temporary-folder.ts';

// Of the ports that Redshift may have, one where nobody listens here.
const cfg = `${keys}[S3]
LOG_DATA=s3://sparkify/log_data
LOG_JSONPATH=s3://sparkify/log_json_path.json
SONG_DATA=s3://sparkify/song_data
WORK=s3://sparkify/work
[DWH]
DWH_PORT=8213
DWH_DB_PASSWORD=Passw0rdOfAda
`;

/** As many as staging_events has columns. */
const eventPaths = Array.from({ length: 18 }, (_, index) => `$.column${index}`);

test('doctor shows each setting with where it came from, and tests what can be tested in order', async ({
  account,
}) => {
  account.world.objects.set('sparkify/log_data/2018/a.json', '{}');
  account.world.objects.set('sparkify/song_data/A/a.json', '{}');
  account.world.objects.set('sparkify/log_json_path.json', JSON.stringify({ jsonpaths: eventPaths }));
  account.world.host = '127.0.0.1';
  await account.run('cluster create --yes --nodes 2', { cfg });
  const { out, error } = await account.run('doctor --warehouse redshift', { cfg });
  expect(out.replaceAll(account.aws.endpoint, 'http://aws.test').replace(/ +$/gm, '')).toMatchInlineSnapshot(`
    "  warehouse        redshift                          --warehouse
      logs             s3://sparkify/log_data            dwh.cfg line 5
      songs            s3://sparkify/song_data           dwh.cfg line 7
      log_jsonpath     s3://sparkify/log_json_path.json  dwh.cfg line 6
      time_zone        UTC                               default
      work             s3://sparkify/work                dwh.cfg line 8
      identifier       sparkify                          default
      connection       direct                            default
      database         dwh                               default
      user             awsuser                           default
      password         (set)                             dwh.cfg line 11
      port             8213                              dwh.cfg line 10
      connect_timeout  60                                default
      region           us-west-2                         default
      aws_key          (set)                             dwh.cfg line 2
      aws_secret       (set)                             dwh.cfg line 3
      endpoint         http://aws.test            AWS_ENDPOINT_URL

      credentials   ok     found, long-lived keys AKID…
      identity      ok     arn:aws:iam::123456789012:user/ada in account 123456789012
      region        ok     us-west-2, default network vpc-1
      bucket        ok     s3://sparkify/song_data can be listed
      bucket        ok     s3://sparkify/log_data can be listed
      work          ok     s3://sparkify/work can be written and deleted
      JSONPaths     ok     s3://sparkify/log_json_path.json names 18 columns
      role          ok     sparkify-copy is trusted, and may read what is configured
      cluster       ok     sparkify is available, 2 x ra3.large
      network       wrong  127.0.0.1:8213 cannot be reached: connection refused
                           Check your own firewall for outgoing connections to this port.
      TLS           -      and login, privileges: the network comes first"
  `);
  expect(out).not.toContain('Passw0rdOfAda');
  expect(out).not.toContain('notASecret');
  expect(wordsOf(error)).toContain('Failed: network.');
  const changes = account.aws.calls.filter((call) => call.service === 's3' && call.mutating);
  expect([...new Set(changes.map((call) => call.action))]).toEqual(['PUT', 'DELETE']);
  expect([...account.world.objects.keys()].filter((key) => key.startsWith('sparkify/work'))).toEqual([]);
});

test('doctor logs in as etl does, and says what the user may', async ({ account }) => {
  await using redshift = await startRedshift({
    objects: memoryObjects(),
    users: { 'IAM:awsuser': temporaryPassword },
  });
  using folder = temporaryFolder();
  const REDSHIFT_SSLROOTCERT = join(folder.path, 'root.pem');
  writeFileSync(REDSHIFT_SSLROOTCERT, redshift.ca);
  account.world.host = redshift.host;
  account.world.port = redshift.port;
  await account.run('cluster create --yes --nodes 2');
  const doctor = () => account.run('doctor --warehouse redshift', { environment: { REDSHIFT_SSLROOTCERT } });
  const { out, error } = await doctor();
  expect(out).toMatch(/TLS +ok +TLSv1/);
  expect(out).toMatch(
    /login +ok +as .*Redshift 1\.0\.\d+ *\n +privileges +ok +may create schemas and tables in/,
  );
  expect(error).toBeUndefined();
  redshift.failNext({ statement: /^select current_user/, message: 'permission denied', code: '42501' });
  expect((await doctor()).out).toMatch(/login +wrong +.*permission denied/);
});

test('doctor looks for songs and logs below --data, and says which of them is not there', async ({
  account,
}) => {
  account.world.objects.set('sparkify/raw/log_data/a.json', '{}');
  const { out } = await account.succeed('doctor --data s3://sparkify/raw');
  expect(out).toMatch(/bucket +ok +s3:\/\/sparkify\/raw\/log_data can be listed/);
  expect(out).toMatch(
    /bucket +ok +s3:\/\/sparkify\/raw\/song_data has no file in it: s3:\/\/sparkify\/raw\/log_data is loaded alone/,
  );
  const neither = await account.run('doctor --data s3://sparkify/other');
  expect(neither.out.match(/wrong +s3:\S+ has no file in it\.\n +aws s3 ls s3:/g)).toHaveLength(2);
});

test('doctor follows a bucket into its region, as etl does', async ({ account }) => {
  account.world.objects.set('elsewhere/log_data/a.json', '{}');
  account.world.bucketRegions.set('elsewhere', 'eu-central-1');
  const { out } = await account.run('doctor --data s3://elsewhere');
  expect(out).toMatch(/bucket +ok +s3:\/\/elsewhere\/log_data can be listed, in eu-central-1 \(COPY names/);
});

test('doctor looks into buckets where etl does: at the endpoint of S3, not at that of the other services', async ({
  account,
}) => {
  const paths = JSON.stringify({ jsonpaths: eventPaths });
  await using s3 = await startS3Server({
    buckets: { music: { 'log_data/a.json': '{}', 'log_json_path.json': paths } },
    region: account.world.region,
  });
  const environment = { AWS_ENDPOINT_URL_S3: s3.endpoint };
  const { out } = await account.run('doctor --data s3://music', { environment });
  expect(out).toMatch(/bucket +ok +s3:\/\/music\/log_data can be listed/);
  expect(out).toMatch(/JSONPaths +ok +s3:\/\/music\/log_json_path.json names 18 columns/);
});

test('doctor reads the JSONPaths file as etl does, also where nobody named it', async ({ account }) => {
  account.world.objects.set('sparkify/raw/log_data/a.json', '{}');
  const doctor = async () => (await account.run('doctor --data s3://sparkify/raw')).out;
  expect(await doctor()).toMatch(/JSONPaths +- +there is no s3:\S+log_json_path.json, and none is needed/);
  const set = (paths: readonly string[]) =>
    account.world.objects.set('sparkify/raw/log_json_path.json', JSON.stringify({ jsonpaths: paths }));
  set(['$.artist']);
  expect(await doctor()).toMatch(
    /JSONPaths +wrong +s3:\S+log_json_path.json .*should hold 18 paths.*holds 1/,
  );
  set(eventPaths);
  expect(await doctor()).toMatch(/JSONPaths +ok +s3:\S+log_json_path.json names 18 columns/);
});

test('doctor names the command that fixes each thing', async ({ account }) => {
  account.world.objects.set('sparkify/log_data_old/a.json', '{}');
  account.world.objects.set('sparkify/log_json_path.json', '{"paths": []}');
  const { out } = await account.run('doctor --warehouse redshift', { cfg });
  expect(out).toContain('s3://sparkify/log_data has no file in it.');
  expect(out).toMatch(
    /JSONPaths +wrong +s3:\/\/sparkify\/log_json_path\.json .*the key "jsonpaths" is missing/,
  );
  expect(out).toMatch(/role +wrong +The IAM role sparkify-copy does not exist\.\n +sparkify cluster create/);
  expect(out).toMatch(/cluster +wrong +There is no cluster "sparkify"/);
  expect(out).toContain('there is nothing to connect to');
});

test('doctor sees that the role may not read what is configured now', async ({ account }) => {
  await account.run('cluster create --yes --nodes 2 --data s3://elsewhere/raw');
  const { out } = await account.run('doctor --warehouse redshift', { cfg });
  expect(out).toMatch(/role +wrong +sparkify-copy may not s3:\w+ on arn:aws:s3:::sparkify/);
});

test('doctor does not send one to create for a role that create would leave as it is', async ({
  account,
}) => {
  await account.run('cluster create --yes --nodes 2 --data s3://elsewhere/raw');
  addRoleOfOriginals(account.world);
  const named = (name: string) => `${cfg}[IAM_ROLE]\nARN=arn:aws:iam::123456789012:role/${name}\n`;
  const doctor = async (name: string) =>
    (await account.run('doctor --warehouse redshift', { cfg: named(name) })).out;
  expect(await doctor('dwhRole')).toMatch(
    /dwhRole may not s3:\w+ on .*\n +Save as access.json +sparkify cluster policy --for role\n +aws iam put-role-policy --role-name dwhRole /,
  );
  expect(await doctor('reader')).toMatch(
    /The IAM role reader does not exist\.\n +sparkify cluster create --role-name reader/,
  );
});

test('doctor distinguishes an address that is not allowed from a network that is broken', async ({
  account,
}) => {
  account.world.host = '127.0.0.1';
  await account.run('cluster create --yes --nodes 2 --allow-cidr 198.51.100.4', { cfg });
  const { out } = await account.run('doctor --warehouse redshift', { cfg });
  expect(out).toContain('Your address is 203.0.113.7, but the security group allows 198.51.100.4/32.');
  await account.run('cluster create --yes --nodes 2 --allow-cidr 203.0.113.0/24', { cfg });
  expect((await account.run('doctor --warehouse redshift', { cfg })).out).toContain('your own firewall');
});

test('doctor says that a paused cluster is to be resumed', async ({ account }) => {
  await account.run('cluster create --yes --nodes 2');
  await account.run('cluster pause');
  const { out } = await account.run('doctor --warehouse redshift');
  expect(out).toMatch(/cluster +wrong +sparkify is paused\.\n +sparkify cluster resume/);
});

test('doctor without credentials stops there, and says how to log in', async ({ account }) => {
  account.aws.setFate(() => 'down');
  const { out, error } = await account.run('doctor --warehouse redshift');
  expect(out).toMatch(/identity +wrong/);
  expect(out).toContain('the rest needs credentials');
  expect(error).toMatchObject({ exitCode: 2 });
});

test('doctor with local files and DuckDB asks nothing of AWS', async ({ account }) => {
  using folder = temporaryFolder();
  const doctor = () => account.run(`doctor --data ${folder.path}`);
  expect((await doctor()).out).toMatch(
    /data +wrong +\S+ holds neither log_data\/ nor song_data\/\.\n +--data LOCATION/,
  );
  mkdirSync(join(folder.path, 'log_data'));
  expect((await doctor()).out).toMatch(/data +wrong +There are no data files below \S+log_data\./);
  writeFileSync(join(folder.path, 'log_data/a.json'), '{}');
  const { out, error } = await doctor();
  expect(error).toBeUndefined();
  expect(out).toMatch(/data +ok/);
  expect(account.aws.calls).toEqual([]);
});

test('doctor --json prints one document, secrets hidden', async ({ account }) => {
  const { out } = await account.run('doctor --json --warehouse redshift', { cfg });
  const { settings, findings } = JSON.parse(out);
  expect(settings.password).toEqual({ value: '(set)', from: 'dwh.cfg line 11' });
  expect(settings.logs).toEqual({ value: 's3://sparkify/log_data', from: 'dwh.cfg line 5' });
  expect(findings.map((finding: { name: string }) => finding.name)).toContain('identity');
});

test('a web page of a proxy in place of an answer is a finding, after which the next test runs', async ({
  account,
}) => {
  account.world.objects.set('sparkify/log_data/2018/a.json', '{}');
  account.aws.setFate(({ service }) => (service === 'sts' ? 'web page' : 'pass'));
  const { out, error } = await account.run('doctor --warehouse redshift', { cfg });
  expect(error).toMatchObject({ exitCode: 2 });
  expect(out).toMatch(/identity +wrong +the answer .* is not one of AWS, but of a proxy/);
  expect(out).toMatch(/region +ok/);
  expect(out).toMatch(/bucket +ok +s3:\/\/sparkify\/log_data/);
});
