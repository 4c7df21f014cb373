import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createDashboard } from '../../src/dashboard/dashboard.ts';
import { logIn, testLogin, testPrivileges } from '../../src/doctor/session.ts';
import { etl } from '../../src/load/etl.ts';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import { openRedshift } from '../../src/warehouse/redshift/redshift.ts';
import { root } from '../cli/sparkify.ts';
import { getJson } from '../dashboard/get-json.ts';
import { tokenize } from '../redshift/tokens.ts';
import { smallSource, sourceFolder } from '../source-folder.ts';
import { keptStatements, withPlace } from '../sql/kept-statements.ts';
import { settingsOf } from '../warehouse/redshift/stand-in-settings.ts';
import { freshRedshift } from './fresh-redshift.ts';

// Refresh with: npx vitest run test/redshift-load/statements.test.ts -u

const golden = join(root, 'test/sql/golden');
const file = 'besides.sql';

test('what is sent besides the statements of sql/ is what it was', async () => {
  using source = sourceFolder(smallSource);
  await using redshift = await freshRedshift({ 'bad.json': '{"user_id": "none"}' });
  const { cluster } = redshift;
  await etl({ data: source.path, ...redshift.at, lockTimeoutSeconds: 5 });

  const session = await logIn(settingsOf(cluster));
  await testLogin(session);
  await testPrivileges(session);
  await session.close();

  const dashboard = createDashboard({ openWarehouse: () => openWarehouse('redshift', redshift.at) });
  for (const page of ['status', 'data', 'checks', 'match', 'model']) await getJson(dashboard, page);

  const warehouse = await openRedshift(settingsOf(cluster));
  const copy = `copy users from 's3://data/bad.json' iam_role '${cluster.role}' region '${cluster.region}' json 'auto'`;
  await expect(warehouse.run(copy)).rejects.toThrow('bad.json');
  cluster.on({ statement: /^select 1$/, when: 'during' }, () => {
    warehouse.interrupt();
    return new Promise(() => {}); // for ever: until the session is ended
  });
  await expect(warehouse.query('select 1')).rejects.toThrow();
  await warehouse[Symbol.asyncDispose]();

  const known = new Set(knownShapes());
  const sent = new Set(
    cluster.statements.filter(({ sql }) => !known.has(shape(sql))).map(({ sql }) => shape(withPlace(sql))),
  );
  await expect(
    [...sent]
      .toSorted()
      .map((each) => `${each};\n`)
      .join('\n'),
  ).toMatchFileSnapshot(join(golden, file));
});

/** A statement but for its values, which differ from run to run, and their types, which are cast where they are bound. */
function shape(sql: string): string {
  const unnamed = sql
    .replace(/^(\s*-- .*\n)+/, '') // a header, or the place of a statement that is kept elsewhere
    .trim()
    .replaceAll(/cast\((\$\w+) as (?:varchar|bigint|boolean|double precision)\)/g, '$1')
    .replaceAll(/(?<=[(,] ?)null(?=[,)])|\$\w+/g, '$1');
  return tokenize(unnamed)
    .map(({ kind, text }) => (kind === 'string' ? "'…'" : kind === 'number' ? '0' : text))
    .join('');
}

/** Of the statements that are kept elsewhere, of the checks around them, and of those that other tests keep. */
function knownShapes(): readonly string[] {
  const others = readdirSync(golden).filter((name) => name !== file);
  const inGolden = others.flatMap((name) => readFileSync(join(golden, name), 'utf8').split(/;\n/));
  const kept = keptStatements.map(([sql]) => sql);
  const checks = kept.map((sql) => `select * from (\n${sql}\n) as bad_rows limit 5`);
  return [...inGolden, ...kept, ...checks].map((sql) => shape(sql));
}
