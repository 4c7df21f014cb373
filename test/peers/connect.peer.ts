import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportTables } from '../../src/export/export.ts';
import { etl } from '../../src/load/etl.ts';
import { smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** A Python with the packages of `.ci/suites/peers.sh`. */
const python = process.env.SPARKIFY_PEERS_PYTHON;

/** A Python with Superset. */
const superset = process.env.SPARKIFY_SUPERSET_PYTHON;

/** A Python with the oldest DuckDB that docs/connect.md names. */
const oldest = process.env.SPARKIFY_OLDEST_DUCKDB_PYTHON;

/** Each prints, as JSON, the number of plays and the first play's user; `docs/connect.md` shows these lines. */
const tools: Readonly<Record<string, string>> = {
  'duckdb, a DuckDB copy': `
import duckdb
copy = duckdb.connect("copy.duckdb", read_only=True)
show(*copy.sql("select count(*), min(user_id) from songplays").fetchall()[0])`,
  'pandas, a DuckDB copy': `
import duckdb
plays = duckdb.connect("copy.duckdb", read_only=True).sql("from songplays").df()
show(len(plays), int(plays["user_id"].min()))`,
  'polars, a DuckDB copy': `
import duckdb
plays = duckdb.connect("copy.duckdb", read_only=True).sql("from songplays").pl()
show(plays.height, plays["user_id"].min())`,
  'duckdb, Parquet': `
import duckdb
show(*duckdb.sql("select count(*), min(user_id) from 'parquet/songplays.parquet'").fetchall()[0])`,
  'duckdb, partitioned Parquet': `
import duckdb
show(*duckdb.sql("select count(*), min(user_id) from read_parquet('parts/songplays/**/*.parquet', hive_partitioning = true) where year = 2018").fetchall()[0])`,
  polars: `
import polars
plays = polars.scan_parquet("parquet/songplays.parquet").collect()
show(plays.height, plays["user_id"].min())`,
  'pandas with pyarrow': `
import pandas
plays = pandas.read_parquet("parquet/songplays.parquet")
show(len(plays), int(plays["user_id"].min()))`,
  'pandas, CSV': `
import pandas
plays = pandas.read_csv("csv/songplays.csv")
show(len(plays), int(plays["user_id"].min()))`,
  'SQLAlchemy with duckdb-engine': `
from sqlalchemy import create_engine, text
engine = create_engine("duckdb:///copy.duckdb", connect_args={"read_only": True})
with engine.connect() as connection:
    show(*connection.execute(text("select count(*), min(user_id) from songplays")).fetchone())`,
};

test.skipIf(python === undefined)(
  'the tools of docs/connect.md read the copies (skipped where they cannot be installed)',
  async () => {
    using folder = temporaryFolder();
    const { warehouse, tables } = await makeCopy(folder.path);
    const to = (name: string) => join(folder.path, name);
    await exportTables({ warehouse, to: to('parquet') });
    await exportTables({ warehouse, to: to('parts'), partitionBy: ['year', 'month'] });
    await exportTables({ warehouse, to: to('csv'), format: 'csv' });
    const read = Object.entries(tools).map(([tool, script]) => {
      const show = 'import json\ndef show(*values): print(json.dumps(values))\n';
      const options = { cwd: folder.path, encoding: 'utf8' } as const;
      return [tool, JSON.parse(execFileSync(python ?? '', ['-c', show + script], options))];
    });
    const expected = [tables.songplays, 7];
    expect(Object.fromEntries(read)).toEqual(
      Object.fromEntries(Object.keys(tools).map((tool) => [tool, expected])),
    );
  },
);

test.skipIf(superset === undefined)(
  'Superset takes the URI, lists the tables and asks them, read-only (skipped where it cannot be installed)',
  async () => {
    using folder = temporaryFolder();
    const { tables } = await makeCopy(folder.path);
    // A database as the form "Connect a database" makes it; asking it is what SQL Lab and charts do.
    const script = `
import json, os
os.environ.update(SUPERSET_SECRET_KEY="x" * 42, SUPERSET_HOME=os.getcwd())
from superset.app import create_app
with create_app().app_context():
    from superset.models.core import Database
    uri = "duckdb:///" + os.path.abspath("copy.duckdb") + "?access_mode=READ_ONLY"
    copy = Database(database_name="sparkify", sqlalchemy_uri=uri)
    names = sorted(table[0] for table in copy.get_all_table_names_in_schema(None, "main"))
    plays = copy.get_df("select count(*) as plays from songplays", None, "main")
    try: copy.get_df("delete from songplays", None, "main"); refused = "no"
    except Exception as error: refused = str(error)
    print(json.dumps([copy.db_engine_spec.__name__, names, int(plays["plays"][0]), refused]))`;
    const printed = execFileSync(superset ?? '', ['-c', script], {
      cwd: folder.path,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(JSON.parse(printed.trim().split('\n').at(-1) ?? '')).toEqual([
      'DuckDBEngineSpec',
      ['artists', 'songplays', 'songs', 'sparkify_export', 'time', 'users'],
      tables.songplays,
      expect.stringContaining('attached in read-only mode'),
    ]);
  },
  300_000,
);

test.skipIf(oldest === undefined)(
  'DuckDB 1.3.0 reads the copy, as docs/connect.md says (skipped where it cannot be installed)',
  async () => {
    using folder = temporaryFolder();
    const { tables } = await makeCopy(folder.path);
    const script = `
import duckdb
copy = duckdb.connect("copy.duckdb", read_only=True)
print(duckdb.__version__, *copy.sql("select count(*) from songplays").fetchall()[0])`;
    const read = execFileSync(oldest ?? '', ['-c', script], { cwd: folder.path, encoding: 'utf8' });
    expect(read.trim()).toBe(`1.3.0 ${tables.songplays}`);
  },
);

/** Loads the small source into a folder, and exports its copy there: copy.duckdb. */
async function makeCopy(folder: string) {
  using source = sourceFolder(smallSource);
  const warehouse = join(folder, 'sparkify.duckdb');
  const { tables } = await etl({ data: source.path, warehouse });
  await exportTables({ warehouse, to: join(folder, 'copy.duckdb') });
  return { warehouse, tables };
}
