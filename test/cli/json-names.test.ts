import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createDashboard } from '../../src/dashboard/dashboard.ts';
import { keys, openTestAccount } from '../cluster/account.ts';
import { loadedWarehouse } from '../dashboard/loaded-warehouse.ts';
import { smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { sparkify } from './sparkify.ts';
import { verbs } from './verbs.ts';

// One spelling for every name in a JSON document of this program, `snake_case`. Names that are data keep theirs: columns of a
// user's query, endings of files, keys of the source.

/** Members whose own members are named by data. */
const namedByData = new Set(['by_ending', 'policy']);

/** Paths of the names in a document that are not in snake case. */
function otherNames(document: unknown, path = ''): readonly string[] {
  if (Array.isArray(document)) return [...new Set(document.flatMap((item) => otherNames(item, `${path}[]`)))];
  if (typeof document !== 'object' || document === null) return [];
  return Object.entries(document).flatMap(([name, value]) => [
    ...(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name) ? [] : [`${path}.${name}`]),
    ...(namedByData.has(name) ? [] : otherNames(value, `${path}.${name}`)),
  ]);
}

test('every verb with --json names everything in snake case', { timeout: 60_000 }, async () => {
  using folder = temporaryFolder();
  using source = sourceFolder(smallSource);
  const data = ['--data', source.path];
  const calls: readonly (readonly string[])[] = [
    [
      'simulate',
      '--out',
      'music',
      '--users',
      '5',
      '--until',
      '2018-11-02',
      '--catalogue',
      '20',
      '--dirty',
      '0.1',
    ],
    ['etl', ...data, '--dry-run'],
    ['etl', ...data],
    ['runs'],
    ['runs', '1'],
    ['rejects'],
    ['check'],
    ['ask'],
    ['ask', 'top-songs', '--evidence'],
    ['query', 'select user_id, first_name from users'],
    ['match'],
    ['preview', 'logs', ...data],
    ['schema'],
    ['export', '--to', 'parquet'],
    ['diff', 'sparkify.duckdb', 'sparkify.duckdb'],
    ['upgrade', '--dry-run'],
    ['upgrade'],
    ['doctor'],
    ['explain'],
    ['explain', 'SPK-202'],
  ];
  const run = async (...call: readonly string[]) => {
    const { stdout, stderr } = await sparkify([...call, '--json'], { cwd: folder.path });
    if (stdout === '') throw new Error(`${call.join(' ')}: ${stderr}`);
    return JSON.parse(stdout) as unknown;
  };
  const found: Record<string, readonly string[]> = {};
  for (const call of calls) found[call.join(' ')] = otherNames(await run(...call));
  const { rows } = (await run('query', 'select songplay_id from songplays limit 1')) as {
    rows: readonly { songplay_id: string }[];
  };
  found.why = otherNames(await run('why', rows[0]?.songplay_id ?? ''));
  expect(Object.fromEntries(Object.entries(found).filter(([, names]) => names.length > 0))).toEqual({});

  // A verb that is missing here fails this test.
  const others = ['add', 'cluster', 'completion', 'create-tables', 'dashboard', 'init', 'report', 'start'];
  const tested = new Set([...calls.map(([verb]) => verb), 'why', ...others]);
  expect((await verbs()).filter((verb) => !tested.has(verb))).toEqual([]);
  for (const verb of others.filter((each) => each !== 'cluster')) {
    const { stdout } = await sparkify([verb, '--help']);
    expect({ verb, takesJson: stdout.includes('--json') }).toEqual({ verb, takesJson: false });
  }
  expect(existsSync(join(folder.path, 'parquet'))).toBe(true);
});

test('cluster and doctor too, on either kind of warehouse', async () => {
  for (const kind of ['--nodes 2', '']) {
    await using account = await openTestAccount();
    // What a killed run left: `cluster delete` lists it.
    account.world.objects.set('sparkify/work/run-00000000-0000-0000-0000-000000000000/a', '{}');
    const found: Record<string, readonly string[]> = {};
    const s3 = '[S3]\nLOG_JSONPATH=auto\nDATA=s3://sparkify/raw\nWORK=s3://sparkify/work\n';
    const cfg = `${keys}${s3}[DWH]\nDWH_PRT=8213\n`;
    for (const words of [
      `cluster create --dry-run ${kind}`,
      `cluster create --yes ${kind}`,
      `cluster create --dry-run --ttl 2h --allow-cidr 192.0.2.0/24 ${kind}`,
      'cluster status',
      'doctor --warehouse redshift',
      'cluster pause',
      'cluster resume',
      'cluster delete --dry-run',
      'cluster delete --yes',
    ]) {
      const { out, error } = await account.run(`${words.trim()} --json`, { cfg });
      if (out === '') throw error;
      if (words.startsWith('cluster delete --yes')) expect(JSON.parse(out).left).not.toEqual([]);
      found[words] = otherNames(JSON.parse(out));
    }
    expect(Object.fromEntries(Object.entries(found).filter(([, names]) => names.length > 0))).toEqual({});
  }
});

test('the answers of the dashboard too', async () => {
  await using loaded = await loadedWarehouse();
  const app = createDashboard({ openWarehouse: loaded.open });
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { host: '127.0.0.1', 'content-type': 'application/json' };
    const response = await app.request(`http://127.0.0.1/api/${path}`, { ...init, headers });
    expect([path, response.status]).toEqual([path, path === 'questions/none' ? 400 : 200]);
    return (await response.json()) as { readonly rows: readonly { readonly songplay_id: string }[] };
  };
  const plays = await ask('sql', { method: 'POST', body: '{"sql": "select songplay_id from songplays"}' });
  const found: Record<string, readonly string[]> = {};
  for (const path of [
    ...[
      'status',
      'questions/top-songs',
      'questions/top-songs/evidence',
      'data',
      'checks',
      'model',
      'model/users',
    ],
    ...['match', `why/${plays.rows[0]?.songplay_id}`, 'questions/none'],
  ])
    found[path.replace(/why.*/, 'why')] = otherNames(await ask(path));
  found.sql = otherNames(plays);
  expect(Object.fromEntries(Object.entries(found).filter(([, names]) => names.length > 0))).toEqual({});
});
