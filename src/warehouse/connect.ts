import { NothingPublishedError, UsageError } from '../errors.ts';
import { quoteName } from '../quote.ts';
import { createStatements } from '../schema/ddl.ts';
import { untilAborted } from '../stopped.ts';
import type { DuckdbOptions } from './duckdb/open.ts';
import type { EmptyTables } from './empty-tables.ts';
import { engineAt } from './engine-at.ts';
import type { Exporter } from './exporter.ts';
import type { RedshiftConfig } from './redshift/settings.ts';
import type { LoadableWarehouse, Warehouse } from './warehouse.ts';

export interface WarehouseOptions extends DuckdbOptions {
  /** How to reach Redshift; of use where the location is `redshift`. */
  readonly redshift?: RedshiftConfig | undefined;
  /** Called with each warning, one sentence. */
  readonly onWarning?: ((sentence: string) => void) | undefined;
}

/**
 * Opens a warehouse by its location: a DuckDB file, or the word `redshift`. The engine is loaded only now.
 *
 * @throws {UsageError} if it cannot be opened
 * @throws {TransientError} if it cannot be reached, or another process holds it
 */
export async function connect(location: string, options: WarehouseOptions = {}): Promise<LoadableWarehouse> {
  return engineAt(location) === 'redshift'
    ? await openOnRedshift(options)
    : await openOnDuckdb(location, options);
}

/**
 * Opens a warehouse for reading, if there is one: tables of any version, or none.
 *
 * @returns undefined if it does not exist yet
 */
export async function connectIfThere(
  location: string,
  options: Omit<WarehouseOptions, 'readOnly'>,
): Promise<Warehouse | undefined> {
  try {
    return await connect(location, { ...options, readOnly: true });
  } catch (error) {
    if (error instanceof NothingPublishedError) return undefined;
    throw error;
  }
}

/**
 * Opens a warehouse for a SQL preview, without contacting the one at the location: each statement is handed to `onStatement`, as
 * it is when a first run sends it.
 */
export async function connectPreview(
  location: string,
  { redshift, onStatement }: Pick<WarehouseOptions, 'redshift' | 'onStatement'>,
): Promise<LoadableWarehouse> {
  if (engineAt(location) === 'redshift')
    return await (await import('./redshift/preview.ts')).previewRedshift(redshift, onStatement);
  const [{ previewDuckdb }, { duckdbLoading }] = await Promise.all([
    import('./duckdb/duckdb.ts'),
    import('./duckdb/stage.ts'),
  ]);
  const warehouse = await previewDuckdb(location, onStatement);
  return { ...warehouse, ...duckdbLoading(warehouse) };
}

/**
 * New tables without rows, to find out whether the engine takes SQL: of DuckDB in the memory of this process, of Redshift in the
 * warehouse itself, where nothing is made.
 *
 * @param published the warehouse, open for reading, if it exists
 */
export async function openEmptyTables(
  location: string,
  published: Warehouse | undefined,
): Promise<EmptyTables> {
  if (engineAt(location) === 'redshift' && published !== undefined)
    return (await import('./redshift/no-tables-yet.ts')).withoutTablesYet(published);
  const warehouse = await connectPreview(location, {});
  await warehouse.runAll(createStatements(warehouse.engine));
  await warehouse.denyFiles();
  return {
    warehouse,
    relations: [],
    rename: (sql: string) => sql,
    [Symbol.asyncDispose]: () => warehouse[Symbol.asyncDispose](),
  };
}

/**
 * Opens a warehouse for copies of its tables.
 *
 * @throws {UsageError} if it cannot be opened
 * @throws {TransientError} if another process holds it
 */
export async function openExporter(
  location: string,
  options: Omit<WarehouseOptions, 'readOnly'>,
): Promise<Exporter> {
  if (engineAt(location) === 'redshift') {
    const { openRedshiftExporter } = await import('./redshift/exporter.ts');
    return await openRedshiftExporter({ ...options, redshift: requireRedshift(options.redshift) });
  }
  const { openDuckdb } = await import('./duckdb/duckdb.ts');
  const duckdb = await openDuckdb(location, { ...options, readOnly: true, writesFiles: true });
  return {
    published: duckdb,
    duckdb,
    take: async () => quoteName, // nobody else can write the file meanwhile
    [Symbol.asyncDispose]: () => duckdb[Symbol.asyncDispose](),
  };
}

async function openOnDuckdb(location: string, options: DuckdbOptions): Promise<LoadableWarehouse> {
  const [{ openDuckdb }, { duckdbLoading }] = await Promise.all([
    import('./duckdb/duckdb.ts'),
    import('./duckdb/stage.ts'),
  ]);
  const warehouse = await openDuckdb(location, options);
  return { ...warehouse, ...duckdbLoading(warehouse) };
}

async function openOnRedshift({
  redshift,
  onWarning,
  ...options
}: WarehouseOptions): Promise<LoadableWarehouse> {
  const [{ findRedshift }, { openRedshift }, { openRedshiftLoading }] = await Promise.all([
    import('./redshift/find-redshift.ts'),
    import('./redshift/redshift.ts'),
    import('./redshift/stage.ts'),
  ]);
  const { readOnly = false, signal } = options;
  const found = await untilAborted(findRedshift(requireRedshift(redshift), { readOnly, onWarning }), signal);
  const warehouse = await openRedshift(found.connection, options);
  const loading = await openRedshiftLoading(warehouse, found, { ...options, onWarning });
  return {
    ...warehouse,
    ...loading,
    async [Symbol.asyncDispose]() {
      await loading[Symbol.asyncDispose]();
      await warehouse[Symbol.asyncDispose]();
    },
  };
}

function requireRedshift(redshift: RedshiftConfig | undefined): RedshiftConfig {
  if (redshift !== undefined) return redshift;
  throw new UsageError(
    'SPK-402',
    'The warehouse is on Redshift, and the settings of its connection are missing.',
    {
      hints: ['Pass the settings as "redshift"; loadConfig gathers them from dwh.cfg and the environment.'],
    },
  );
}
