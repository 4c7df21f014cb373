import { spawnSync } from 'node:child_process';
import type { commandLineMessages } from '../../../src/messages/command-line.ts';
import { builtCommand, start } from '../../cli/sparkify.ts';
import { awsAt } from '../../stopping/hosts.ts';
import { silentHost } from '../../stopping/silent-host.ts';
import { expectStops } from '../../stopping/stop.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { inAccount } from './aws.ts';
import { inFolder, load, type Met, type Provocations, printed, printedAfter, readError } from './provoke.ts';

/** The error of a command that a scheduler ends. No explanation is printed for it, but the document has the code. */
async function stopped(): Promise<Met> {
  await using host = await silentHost();
  using folder = temporaryFolder();
  const args = ['etl', '--data', 's3://bucket/data', '--warehouse', 'w.duckdb', '--json'];
  const run = start(args, { cwd: folder.path, env: awsAt(host.port) });
  await host.asked;
  return JSON.parse((await expectStops(run, 'SIGTERM', { prints: true })).stdout).error;
}

const withCfg = (text: string) => ({
  prepare: (folder: { write(files: Iterable<{ location: string; bytes: string }>): void }) =>
    folder.write([{ location: 'dwh.cfg', bytes: text }]),
});

export const commandLine: Provocations<keyof typeof commandLineMessages> = {
  'SPK-101': printed(['etll']),
  'SPK-102': printed(['etl', '--max-rejected', 'few', '--data', '.']),
  'SPK-103': printed(['query']),
  'SPK-104': printed(['etl', 'data']),
  'SPK-105': printed(['schema', 'songs', '--erd', 'svg']),
  'SPK-106': printed(['ask', 'top-songs', '--from', '2018-11-30', '--to', '2018-11-01'], { prepare: load }),
  'SPK-107': printed(['create-tables'], { prepare: load }),
  'SPK-108': printedAfter('n', (folder) => ['create-tables', '--warehouse', `${folder}/sparkify.duckdb`]),
  'SPK-109': stopped,
  'SPK-110': printed(['etl', '--data', '.', '--config', 'none.cfg']),
  'SPK-111': printed(['etl'], withCfg('LOG_DATA = log_data\n')),
  'SPK-112': printed(['etl'], withCfg('[S3]\nLOG_DATA = log_data # the logs\n')),
  'SPK-113': printed(['check', '--warehouse', 'redshift'], { env: { REDSHIFT_PORT: 'x' } }),
  'SPK-114': inAccount('cluster create --yes --serverless --nodes 2'),
  'SPK-115': inAccount('cluster create --yes --allow-cidr 10.1.2.3/8'),
  'SPK-116': printed(['preview', '--data', 's3://data'], { env: { AWS_CA_BUNDLE: 'none.pem' } }),
  'SPK-117': printed(['doctor', '--data', 'none']),
  'SPK-118': printed(['report', '--out', 'none/report.html'], { prepare: load }),
  'SPK-119': printed(['init'], { prepare: (folder) => inFolder(folder, 'init') }),
  'SPK-120': printed(['explain', '230']),
  'SPK-121': async () => {
    const limited = ['-c', 'ulimit -n 30; exec "$@"', 'sh', process.execPath, builtCommand, 'runs'];
    return readError(spawnSync('sh', limited, { encoding: 'utf8' }));
  },
};
