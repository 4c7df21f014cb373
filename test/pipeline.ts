import { join } from 'node:path';
import { etl } from '../src/load/etl.ts';
import type { EtlOptions } from '../src/load/etl-options.ts';
import type { EtlReport } from '../src/load/report.ts';
import { connect } from '../src/warehouse/connect.ts';
import { openWarehouse } from '../src/warehouse/open-warehouse.ts';
import type { LoadableWarehouse, Row, Value, Warehouse } from '../src/warehouse/warehouse.ts';
import type { FreshWarehouse } from './engines.ts';
import { loadReference } from './reference/reference.ts';
import type { ReferenceFile } from './reference/rows.ts';
import { type SourceFolder, sourceFolder } from './source-folder.ts';
import { expectTables, readRows, readTables, readValue, type TableLines } from './warehouse-tables.ts';

/** A source and a warehouse that `etl` loads it into. Both are gone after the test. */
export interface Pipeline<W extends FreshWarehouse = FreshWarehouse> extends AsyncDisposable {
  readonly source: SourceFolder;
  readonly warehouse: W;
  /** What opens the warehouse. */
  readonly at: W['at'];
  /** What `etl` takes to load the source. */
  readonly places: W['at'] & { readonly data: string };
  /** The warnings of all runs so far. */
  readonly warnings: string[];
  /** The path of a file or folder of the source. */
  path(location: string): string;
  etl(options?: Partial<EtlOptions>): Promise<EtlReport>;
  connect(): Promise<LoadableWarehouse>;
  /** As the commands do that read. */
  open(): Promise<Warehouse>;
  /** Changes the warehouse as no run would. */
  change(...statements: readonly string[]): Promise<void>;
  rows(sql: string): Promise<readonly Row[]>;
  /** The one value of a statement. */
  value(sql: string): Promise<Value>;
  tables(): Promise<TableLines>;
  /** The tables are what the reference makes of these files. */
  expectTables(files: readonly ReferenceFile[]): Promise<void>;
}

/** One of `engines.ts`, or whatever else makes a fresh warehouse. */
interface Engine<W> {
  fresh(): Promise<W>;
}

/** A pipeline that has not run yet. */
export async function openPipeline<W extends FreshWarehouse>(
  engine: Engine<W>,
  files: readonly ReferenceFile[],
): Promise<Pipeline<W>> {
  const source = sourceFolder(files);
  const warehouse = await engine.fresh();
  const at: W['at'] = warehouse.at;
  const places = { data: source.path, ...at };
  const warnings: string[] = [];
  const onWarning = (sentence: string) => void warnings.push(sentence);
  return {
    ...{ source, warehouse, at, places, warnings },
    path: (location) => join(source.path, location),
    etl: (options) => etl({ ...places, onWarning, ...options }),
    connect: () => connect(at.warehouse, at),
    open: () => openWarehouse(at.warehouse, at),
    async change(...statements) {
      await using opened = await connect(at.warehouse, at);
      for (const statement of statements) await opened.run(statement);
    },
    rows: (sql) => readRows(at, sql),
    value: (sql) => readValue(at, sql),
    tables: () => readTables(at, source.path),
    expectTables: (expected) => expectTables(at, source.path, loadReference(expected)),
    async [Symbol.asyncDispose]() {
      await warehouse[Symbol.asyncDispose]();
      source[Symbol.dispose]();
    },
  };
}

/** A pipeline that has loaded its files. */
export async function loadedPipeline<W extends FreshWarehouse>(
  engine: Engine<W>,
  files: readonly ReferenceFile[],
  options: Partial<EtlOptions> = {},
): Promise<Pipeline<W>> {
  const pipeline = await openPipeline(engine, files);
  await pipeline.etl(options);
  return pipeline;
}
