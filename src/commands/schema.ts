import { type Command, Option } from 'commander';
import { NothingPublishedError, UsageError } from '../errors.ts';
import type { CountedTable, SchemaTable } from '../schema/table.ts';
import type { Engine } from '../warehouse/warehouse.ts';
import { configured, type WarehouseFlags } from './configured.ts';
import type { Context } from './context.ts';
import { withExamples, withWarehouse } from './options.ts';

interface SchemaFlags extends WarehouseFlags {
  readonly ddl?: Engine;
  readonly erd?: 'mermaid' | 'svg';
  readonly json?: boolean;
}

export function register(program: Command, context: Context): void {
  const command = program
    .command('schema')
    .argument('[table]', 'one table, such as songplays or etl.runs')
    .summary('show tables, columns, types, keys and meanings')
    .description(
      'Shows every table: its grain, its rows if the warehouse exists, and the type, key and meaning of each column.',
    );
  withWarehouse(command)
    .addOption(
      new Option('--ddl <engine>', 'print the SQL that creates the tables, with their comments').choices([
        'duckdb',
        'redshift',
      ]),
    )
    .addOption(
      new Option('--erd <format>', 'print a diagram of the star')
        .choices(['mermaid', 'svg'])
        .conflicts('ddl'),
    )
    .addOption(new Option('--json', 'print one JSON document').conflicts(['ddl', 'erd']))
    .action((table: string | undefined, flags: SchemaFlags) => show(table, flags, context));
  withExamples(
    command,
    'sparkify schema',
    'sparkify schema songplays',
    'sparkify schema --ddl redshift > tables.sql',
    'sparkify schema --erd svg > star.svg',
  );
}

async function show(table: string | undefined, flags: SchemaFlags, context: Context): Promise<void> {
  if (flags.ddl !== undefined) await printDdl(flags.ddl, table, context);
  else if (flags.erd !== undefined) await printDiagram(flags.erd, table, flags, context);
  else await printTables(table, flags, context);
}

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
  const [{ findTable }, { printSchema }, { toJson }] = await Promise.all([
    import('../schema/find-table.ts'),
    import('../terminal/schema-page.ts'),
    import('../to-json.ts'),
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
  const { warehouse: location, redshift } = configured(flags, context);
  const options = { redshift, lockTimeoutSeconds: flags.lockTimeout, signal: context.signal };
  try {
    await using warehouse = await openWarehouse(location, options);
    return await describeWarehouse(warehouse);
  } catch (error) {
    if (error instanceof NothingPublishedError) return describeSchema(engineAt(location));
    throw error;
  }
}
