import { expect, test } from 'vitest';
import { etl } from '../../src/load/etl.ts';
import { upgrade } from '../../src/load/upgrade.ts';
import { makeVersionZero } from '../load/version-0/make-version-0.ts';
import { versionZeroSource } from '../load/version-0/source.ts';
import { sourceFolder } from '../source-folder.ts';
import { type FreshRedshift, freshRedshift } from './fresh-redshift.ts';

async function versionZero() {
  const warehouse = await freshRedshift();
  await makeVersionZero(warehouse, '/data');
  return warehouse;
}

/** Runs statements as the cluster's administrator would, past the program. */
async function administer({ cluster }: FreshRedshift, ...statements: readonly string[]): Promise<void> {
  for (const statement of statements) await cluster.rows(statement);
}

const rightsOf = (table: string) => `
  select pg_get_userbyid(relowner) as owner, (select string_agg(cast(acl as text), ' ' order by cast(acl as text)) from unnest(relacl) as acl) as rights from pg_class
  where relname = '${table}' and relkind = 'r'`;

test('tables that an upgrade replaces keep their owner and their privileges', async () => {
  await using warehouse = await versionZero();
  await administer(
    warehouse,
    ...['create user ann', 'create group analysts', 'alter table users owner to ann'],
    ...['grant select on songplays to group analysts', 'grant insert on songplays to ann with grant option'],
    ...['grant select on etl.files to public', 'grant select (level), update (level) on songplays to ann'],
  );
  try {
    const read = async () =>
      Promise.all(['users', 'songplays', 'files'].map((table) => warehouse.cluster.rows(rightsOf(table))));
    const before = await read();
    expect(JSON.stringify(before)).toContain('analysts=r');
    expect(await upgrade('redshift', warehouse.at)).toMatchObject({ status: 'upgraded' });
    expect(await read()).toEqual(before);
    const columns = await warehouse.cluster.rows(
      "select array_to_string(attacl, ' ') as rights from pg_attribute where attrelid = 'songplays'::regclass and attname = 'level'",
    );
    expect(columns).toEqual([{ rights: 'ann=rw/postgres' }]);
  } finally {
    await administer(
      warehouse,
      'drop owned by ann',
      'drop owned by analysts',
      'drop user ann',
      'drop group analysts',
    );
  }
});

test('a view that depends on a table to be replaced refuses the upgrade, and is named', async () => {
  await using warehouse = await versionZero();
  using source = sourceFolder(versionZeroSource);
  await administer(
    warehouse,
    "create view free_plays as select * from songplays where level = 'free'",
    'create view etl.file_sizes as select sum(size) as bytes from etl.files',
    'create view song_titles as select title from songs',
  );
  const refused = {
    exitCode: 2,
    details: [
      'public.free_plays depends on songplays',
      'etl.file_sizes depends on etl.files',
      'Nothing was changed.',
    ],
  };
  await expect(upgrade('redshift', warehouse.at)).rejects.toMatchObject(refused);
  await expect(etl({ data: source.path, ...warehouse.at })).rejects.toMatchObject(refused);
  await administer(warehouse, 'drop view free_plays', 'drop view etl.file_sizes');
  expect(await upgrade('redshift', warehouse.at)).toMatchObject({ status: 'upgraded' });
});
