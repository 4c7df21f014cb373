import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '../../src/commands/context.ts';
import { buildProgram } from '../../src/commands/program.ts';
import { type FakeAws, openFakeAws } from '../cluster/fake-aws/fake-aws.ts';
import { emptyWorld, fakeClock } from '../cluster/fake-aws/world.ts';
import { type FreshRedshift, freshRedshift } from '../redshift-load/fresh-redshift.ts';
import { smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { readValue } from '../warehouse-tables.ts';
import { type Ended, sparkify, start } from './sparkify.ts';

/** Each differs from all the others, so that a finding names the place that leaks. */
const secrets = {
  filePassword: 'Mark1-password-of-dwh-cfg',
  fileSecret: 'Mark2/secret+key/of/dwh/cfg/1234567890ab',
  fileToken: 'Mark3-session-token-of-dwh-cfg',
  environmentPassword: 'Mark4-password-of-the-environment',
  environmentSecret: 'Mark5/secret+key/of/the/environment12345',
  environmentToken: 'Mark6-session-token-of-the-environment',
};

/** A real cluster has another port than the stand-in, and there is none yet. */
const ofCluster = ['--config', 'cluster.cfg'];

/** What makes each command do its work, on Redshift where it takes a warehouse. */
const calls: Readonly<Record<string, readonly string[]>> = {
  start: ['--data', 'data'],
  etl: ['--data', 'data', '--show-sql'],
  'create-tables': ['--dry-run'],
  check: [],
  ask: ['top-songs', '--evidence'],
  query: ['select * from songplays'],
  preview: ['songs', '--data', 'data'],
  runs: [],
  rejects: [],
  schema: [],
  diff: ['redshift', 'w.duckdb'],
  simulate: ['--out', 'simulated', '--users', '2', '--until', '2018-11-02', '--catalogue', '5'],
  'cluster create': ['--dry-run', '--allow-cidr', '203.0.113.7/32', ...ofCluster],
  'cluster status': ofCluster,
  'cluster pause': ['--dry-run', ...ofCluster],
  'cluster resume': ['--dry-run', ...ofCluster],
  'cluster delete': ['--dry-run', ...ofCluster],
  'cluster policy': ofCluster,
  'cluster grant': ['IAMR:etl', '--dry-run', ...ofCluster],
  'cluster verify': ['--dry-run', '--allow-cidr', '203.0.113.7/32', ...ofCluster],
  doctor: ofCluster,
  init: ['--config', 'new.cfg'],
  match: [],
  dashboard: ['--no-open'],
  report: [],
  why: ['PLAY'],
  completion: ['bash'],
  export: ['--to', 'copy.duckdb'],
  upgrade: ['--dry-run'],
  'add table': ['sessions', '--project', 'own'],
  explain: ['SPK-202'],
};

/** There is no cluster to be shown, turned off and on, or logged in to. */
const refused = ['cluster status', 'cluster pause', 'cluster resume', 'cluster grant', 'doctor'];

function leavesOf(command: Command, path = ''): readonly string[] {
  const inner = command.commands.filter((each) => !/^(__.*|help)$/.test(each.name()));
  if (inner.length === 0) return [path];
  return inner.flatMap((each) => leavesOf(each, `${path} ${each.name()}`.trim()));
}

test('every command is called here', () => {
  expect(leavesOf(buildProgram({} as Context)).toSorted()).toEqual(Object.keys(calls).toSorted());
});

describe('no secret is printed by', () => {
  const folder = temporaryFolder();
  let redshift: FreshRedshift;
  let aws: FakeAws;
  let play: string;

  beforeAll(async () => {
    using source = sourceFolder(smallSource);
    cpSync(source.path, join(folder.path, 'data'), { recursive: true });
    aws = await openFakeAws(emptyWorld(fakeClock()));
    redshift = await freshRedshift({}, { users: { awsuser: secrets.filePassword } });
    const { host, port, database, user, ca, role } = redshift.cluster;
    writeFileSync(join(folder.path, 'ca.pem'), ca);
    const cfg = `[CLUSTER]
HOST=${host}
DB_NAME=${database}
DB_USER=${user}
DB_PASSWORD=${secrets.filePassword}
DB_PORT=${port}
[IAM_ROLE]
ARN=${role}
[S3]
WORK=s3://scratch/tmp
[AWS]
KEY=AKIAFILE
SECRET=${secrets.fileSecret}
SESSION_TOKEN=${secrets.fileToken}
`;
    writeFileSync(join(folder.path, 'dwh.cfg'), cfg, { mode: 0o600 });
    const ofOurs = cfg.replace(/\[CLUSTER\][^[]*/, `[DWH]\nDWH_DB_PASSWORD=${secrets.filePassword}\n`);
    writeFileSync(join(folder.path, 'cluster.cfg'), ofOurs, { mode: 0o600 });
    await run(['etl', '--data', 'data', '--warehouse', 'w.duckdb']);
    await run(['etl', '--data', 'data', '--warehouse', 'redshift']);
    play = String(await readValue(join(folder.path, 'w.duckdb'), 'select min(songplay_id) from songplays'));
  });

  afterAll(async () => {
    await redshift[Symbol.asyncDispose]();
    await aws[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  const environment = () => ({
    REDSHIFT_SSLROOTCERT: join(folder.path, 'ca.pem'),
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_ENDPOINT_URL_S3: redshift.s3.endpoint,
    AWS_REGION: 'us-west-2',
    AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT',
    AWS_SECRET_ACCESS_KEY: secrets.environmentSecret,
    AWS_SESSION_TOKEN: secrets.environmentToken,
  });

  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    sparkify([...args, '--verbose'], { cwd: folder.path, env: { ...environment(), ...env } });

  function expectNoSecret({ stdout, stderr }: Ended): void {
    for (const [name, secret] of Object.entries(secrets)) {
      expect(stdout.includes(secret), `${name} on stdout`).toBe(false);
      expect(stderr.includes(secret), `${name} on stderr`).toBe(false);
    }
  }

  const takesWarehouse = (command: string) =>
    buildProgram({} as Context)
      .commands.find((each) => each.name() === command)
      ?.options.some(({ long }) => long === '--warehouse') ?? false;

  for (const [command, args] of Object.entries(calls)) {
    const words = [...command.split(' '), ...args];
    const all = takesWarehouse(command) ? [...words, '--warehouse', 'redshift'] : words;
    test(`sparkify ${command}`, async () => {
      const process = start([...all.map((word) => (word === 'PLAY' ? play : word)), '--verbose'], {
        cwd: folder.path,
        env: environment(),
      });
      if (command === 'dashboard') process.stdout?.once('data', () => process.kill('SIGTERM'));
      const ended = await process.ended;
      expect(ended.code, ended.stderr).toBe(refused.includes(command) ? 2 : 0);
      expectNoSecret(ended);
    });
  }

  test('a login that is refused', async () => {
    const ended = await run(['check', '--warehouse', 'redshift'], {
      REDSHIFT_PASSWORD: secrets.environmentPassword,
    });
    expect(ended.code).toBe(2);
    expectNoSecret(ended);
  });

  test('a cluster that cannot be reached', async () => {
    const ended = await run(['check', '--warehouse', 'redshift'], { REDSHIFT_PORT: '1' });
    expect(ended.code).toBe(75);
    expectNoSecret(ended);
  });

  test('a bucket that refuses', async () => {
    const ended = await run(['etl', '--data', 's3://nothing/here', '--warehouse', 'w.duckdb']);
    expect(ended.code).toBe(2);
    expectNoSecret(ended);
  });

  test('a statement that fails', async () => {
    const ended = await run(['query', 'select nothing from nowhere', '--warehouse', 'redshift']);
    expect(ended.code).toBe(2);
    expectNoSecret(ended);
  });

  test('the files that all of them wrote, warehouse and report included', () => {
    const written = readdirSync(folder.path, { withFileTypes: true }).filter((each) => each.isFile());
    const files = written.map(({ name }) => name).filter((name) => !/^(dwh|cluster)\.cfg$/.test(name));
    expect(files).toEqual(expect.arrayContaining(['report.html', 'w.duckdb']));
    for (const file of files) {
      const content = readFileSync(join(folder.path, file), 'latin1');
      for (const [name, secret] of Object.entries(secrets))
        expect(content.includes(secret), `${name} in ${file}`).toBe(false);
    }
  });
});
