import { expect, test } from 'vitest';
import { ask } from '../../src/ask/ask.ts';
import { evidence } from '../../src/ask/evidence.ts';
import { listQuestions } from '../../src/ask/questions.ts';
import { comparedTables } from '../../src/diff/compared-tables.ts';
import { digestSql, rowsSql } from '../../src/diff/digest-sql.ts';
import { stagingEvents, stagingSongs } from '../../src/formats/columns.ts';
import { timeLimitsAt } from '../../src/formats/time-limits.ts';
import { check } from '../../src/load/checks.ts';
import type { EtlOptions } from '../../src/load/etl-options.ts';
import { rejects } from '../../src/load/manifest/rejects.ts';
import { runFiles, runs } from '../../src/load/manifest/runs.ts';
import { previewSql } from '../../src/load/sql-preview.ts';
import { dropTables } from '../../src/load/tables.ts';
import type { Source } from '../../src/sources/source.ts';
import { connectPreview } from '../../src/warehouse/connect.ts';
import { bindNamed } from '../../src/warehouse/named-parameters.ts';
import type { OnStatement, Warehouse } from '../../src/warehouse/warehouse.ts';
import { grammarProblem } from '../redshift/grammar.ts';
import { refusalOf } from '../redshift/refusals/refusals.ts';
import { significant, tokenize } from '../redshift/tokens.ts';
import { withPlace } from './kept-statements.ts';

// The files of golden/ have what is sent, each statement once, and of those that are kept elsewhere the place. Refresh them with: npx vitest run test/sql/golden.test.ts -u

const s3 = { signRequests: true, requesterPays: false, region: 'us-west-2' };
const role = 'arn:aws:iam::123456789012:role/sparkify-copy';
const connection = { database: 'dwh' };
const run: EtlOptions = {
  data: 's3://music',
  s3,
  warehouse: 'redshift',
  now: new Date('2018-12-01T00:00:00Z'),
};

const everyFilter = {
  ...{ from: '2018-11-01', to: '2018-11-30', level: 'paid', location: 'Paris' },
  ...{ search: 'love', listener: '39', limit: 3 },
};

/** What is sent, in order, with the parameters that it is sent with. */
type Sent = readonly (readonly [sql: string, parameters: Parameters<Warehouse['query']>[1]])[];

async function statementsOf(
  work: (note: (...statement: Sent[number]) => void) => Promise<void>,
): Promise<Sent> {
  const sent: [string, Parameters<Warehouse['query']>[1]][] = [];
  await work((sql, parameters) => void sent.push([sql, parameters]));
  return sent;
}

/** What a command sends to a warehouse that is there already. */
const previewed = (command: (warehouse: Warehouse) => Promise<unknown>) =>
  statementsOf(async (onStatement) => {
    await using warehouse = await connectPreview('redshift', { onStatement });
    await command(warehouse);
  });

/** What stages a log file that is so large that COPY reads it from the source. */
async function copyLargeFile(onStatement: OnStatement): Promise<void> {
  const redshift = { connection, role, work: 's3://music/work', s3 };
  await using warehouse = await connectPreview('redshift', { redshift, onStatement });
  const source: Source = {
    location: 's3://music/log_data',
    region: 'us-west-2',
    covers: () => true,
    async *list() {},
    async *read() {
      yield Buffer.from('{}\n{}\n');
    },
    async [Symbol.asyncDispose]() {},
  };
  const file = { location: 's3://music/log_data/a.json', name: 'a.json', size: 1 << 30, version: '1' };
  const staging = await warehouse.stage({
    ...{ files: [{ dataSet: 'logs', source, file }], listed: [], firstFileId: 1 },
    tables: { logs: stagingEvents(), songs: stagingSongs() },
    jsonPaths: { logs: undefined, songs: undefined },
    timeLimits: timeLimitsAt(new Date('2018-12-01T00:00:00Z')),
    ...{ signal: undefined, advance() {}, validate: async () => [] },
  });
  await staging.load();
}

const all: Readonly<Record<string, () => Promise<Sent>>> = {
  'etl-packed': () =>
    statementsOf((onStatement) =>
      previewSql({ ...run, redshift: { connection, role, work: 's3://music/work', s3 }, onStatement }),
    ),
  'etl-from-prefix': () =>
    statementsOf((onStatement) => previewSql({ ...run, redshift: { connection, role, s3 }, onStatement })),
  'etl-from-manifest': () => statementsOf(copyLargeFile),
  'drop-tables': () => previewed(dropTables),
  check: () => previewed((warehouse) => check(warehouse)),
  ask: () => previewed((warehouse) => ask(warehouse, 'top-songs', everyFilter)),
  runs: () =>
    previewed(async (warehouse) => {
      await runs(warehouse);
      await runFiles(warehouse, 1).catch(() => undefined); // a preview has no run
    }),
  rejects: () => previewed((warehouse) => rejects(warehouse)),
  diff: () => previewed((warehouse) => compare(warehouse, ['songplays'])),
};

/** What finds the differences of tables; the columns of songplays have every type. */
async function compare(warehouse: Warehouse, names: readonly string[]): Promise<void> {
  for (const table of comparedTables.filter(({ name }) => names.includes(name))) {
    await warehouse.query(digestSql(table));
    await warehouse.query(rowsSql(table, ['0af', 'fff']));
  }
}

test('what compares any table is in the grammar of Redshift', async () => {
  const names = comparedTables.map(({ name }) => name);
  const sent = await previewed((warehouse) => compare(warehouse, names));
  expect(sent).toHaveLength(2 * names.length);
  expectGrammar(sent);
});

/** What it sends has its text in its own file alone. */
const firstKept = 'etl-packed';

function shownOf(sent: Sent): readonly string[] {
  return [...new Set(sent.map(([sql]) => withPlace(withoutInstants(sql.trim()))))];
}

const onOneLine = (sql: string): string => sql.replaceAll(/\s+/g, ' ').slice(0, 100).trim();

for (const [name, send] of Object.entries(all)) {
  test(`what "${name}" sends to Redshift is what it was, and in the grammar of Redshift`, async () => {
    const sent = await send();
    const first = name === firstKept ? [] : shownOf((await all[firstKept]?.()) ?? []);
    const text = shownOf(sent)
      .map((sql) => {
        if (/^-- \S+$/.test(sql)) return `${sql}\n`;
        return first.includes(sql) ? `-- ${firstKept}.sql: ${onOneLine(sql)}\n` : `\n${sql};\n\n`;
      })
      .join('')
      .replaceAll(/\n{3,}/g, '\n\n');
    await expect(`${text.trim()}\n`).toMatchFileSnapshot(`golden/${name}.sql`);
    expectGrammar(sent);
  });
}

test.each(listQuestions().map(({ name }) => name))(
  'the question %s is in the grammar of Redshift',
  async (name) => {
    for (const filters of [{}, everyFilter]) {
      expectGrammar(await previewed((warehouse) => ask(warehouse, name, filters)));
      expectGrammar(await previewed((warehouse) => evidence(warehouse, name, filters)));
    }
  },
);

function expectGrammar(sent: Sent): void {
  for (const [sql, parameters = {}] of sent) {
    const bound = Object.keys(parameters).length > 0 ? bindNamed(sql, parameters).text : sql;
    expect(grammarProblem(bound)).toBeUndefined();
    expect(refusalOf(significant(tokenize(bound)))).toBeUndefined();
  }
}

test.each([
  ['that is configured', { bucketRegion: 'eu-west-1' }, 'eu-west-1'],
  ['of the cluster', {}, 'ap-south-1'],
])('in a SQL preview, where S3 is not asked, the bucket is in the region %s', async (_, given, region) => {
  const host = 'dwh.abc.ap-south-1.redshift.amazonaws.com';
  const anywhere = { signRequests: true, requesterPays: false };
  const redshift = { connection: { ...connection, host }, role, s3: anywhere, ...given };
  const sent = await statementsOf((onStatement) =>
    previewSql({ ...run, s3: anywhere, redshift, onStatement }),
  );
  const copies = sent.map(([sql]) => sql).filter((sql) => sql.startsWith('copy'));
  expect(copies.map((sql) => /region '(.*)'/.exec(sql)?.[1])).toEqual([region, region]);
});

/** Nothing in a statement's text may depend on when it is sent: that is for parameters. */
function withoutInstants(sql: string): string {
  expect(sql).not.toContain(new Date().toISOString().slice(0, 10));
  return sql;
}
