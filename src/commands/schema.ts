import { Argument } from 'commander';
import { NothingPublishedError, UsageError } from '../errors.ts';
import type { CountedTable, SchemaTable } from '../schema/table.ts';
import { toJson } from '../to-json.ts';
import type { Engine } from '../warehouse/warehouse.ts';
import { command, type FlagsOf } from './command.ts';
import { configured } from './configured.ts';
import type { Context } from './context.ts';
import { choice, flag } from './option.ts';
import { warehouse } from './options.ts';

const options = {
  ...warehouse,
  ddl: choice('--ddl <engine>', 'print the SQL that creates the tables, with their comments', [
    'duckdb',
    'redshift',
  ]),
  erd: choice('--erd <format>', 'print a diagram of the star', ['mermaid', 'svg']).conflicts('ddl'),
  json: flag('--json', 'print one JSON document').conflicts(['ddl', 'erd']),
};

type SchemaFlags = FlagsOf<typeof options>;

export const schema = command({
  name: 'schema',
  summary: 'show tables, columns, types, keys and meanings',
  description:
    'Shows every table: its grain, its rows if the warehouse exists, and the type, key and meaning of each column.',
  arguments: [new Argument('[table]', 'one table, such as songplays or etl.runs')],
  options,
  examples: [
    'sparkify schema',
    'sparkify schema songplays',
    'sparkify schema --ddl redshift > tables.sql',
    'sparkify schema --erd svg > star.svg',
  ],
  async run(flags, context, table?: string) {
    if (flags.ddl !== undefined) await printDdl(flags.ddl, table, context);
    else if (flags.erd !== undefined) await printDiagram(flags.erd, table, flags, context);
    else await printTables(table, flags, context);
  },
});

async function printDdl(engine: Engine, table: string | undefined, { terminal }: Context): Promise<void> {
  const [{ writeDdl }, { findTable }, { tables }] = await Promise.all([
    import('../schema/ddl.ts'),
    import('../schema/find-table.ts'),
    import('../schema/tables.ts'),
  ]);
  terminal.print(writeDdl(engine, table === undefined ? undefined : findTable(table, tables)));
}

async function printDiagram(
  format: 'mermaid' | 'svg',
  table: string | undefined,
  flags: SchemaFlags,
  context: Context,
): Promise<void> {
  if (table !== undefined) {
    throw new UsageError('SPK-105', '--erd draws the whole star, not one table.', {
      hints: [{ command: 'schema', flags: { erd: format }, why: 'Draw it' }],
    });
  }
  const [{ drawMermaid }, { drawSvgFile }] = await Promise.all([
    import('../schema/mermaid.ts'),
    import('../schema/svg-file.ts'),
  ]);
  const tables = await describe(flags, context);
  context.terminal.print({ mermaid: drawMermaid, svg: drawSvgFile }[format](tables));
}

async function printTables(typed: string | undefined, flags: SchemaFlags, context: Context): Promise<void> {
  const [{ findTable }, { printSchema }] = await Promise.all([
    import('../schema/find-table.ts'),
    import('../terminal/schema-page.ts'),
  ]);
  const all = await describe(flags, context);
  const name = typed && findTable(typed, all);
  const tables = name === undefined ? all : all.filter((table) => table.name === name);
  if (flags.json) context.terminal.print(toJson({ tables }));
  else printSchema(context.terminal, tables);
}

/** The tables with their rows, or without where nothing was loaded yet. */
async function describe(
  flags: SchemaFlags,
  context: Context,
): Promise<readonly (SchemaTable & Partial<CountedTable>)[]> {
  const [{ describeSchema }, { describeWarehouse }, { openWarehouse }, { engineAt }] = await Promise.all([
    import('../schema/describe.ts'),
    import('../warehouse/describe-warehouse.ts'),
    import('../warehouse/open-warehouse.ts'),
    import('../warehouse/engine-at.ts'),
  ]);
  const config = configured(flags, context);
  try {
    await using published = await openWarehouse(config);
    return await describeWarehouse(published);
  } catch (error) {
    if (error instanceof NothingPublishedError) return describeSchema(engineAt(config.warehouse));
    throw error;
  }
}
