import { isS3Location } from '../sources/s3-location.ts';
import type { DataSet, Source } from '../sources/source.ts';
import { openPaperWarehouse } from '../warehouse/paper.ts';
import type { OnStatement } from '../warehouse/warehouse.ts';
import { type EtlOptions, loadInto } from './etl.ts';
import { startStopwatch } from './stopwatch.ts';
import { makeTables } from './tables.ts';

/**
 * Tells every statement of a run that loads one new log file and one new song file, and contacts nothing: no
 * warehouse, no source. First those that make the tables, which a run sends where there are none.
 *
 * @throws {UsageError} if what is configured would not let the run go on
 */
export async function runOnPaper(options: EtlOptions, onStatement: OnStatement): Promise<void> {
  const warehouse = await openPaperWarehouse(options.warehouse, options, onStatement);
  await makeTables(warehouse);
  warehouse.haveTables();
  const sources = { logs: paperSource('logs', options), songs: paperSource('songs', options) };
  const jsonPathsLocation = jsonPathsOf(options);
  const dataSets = options.rebuildStar ? [] : (['songs', 'logs'] as const);
  const found = await Promise.all(
    dataSets.map(async (dataSet) => {
      const source = sources[dataSet];
      for await (const file of source.list()) return { dataSet, source, file };
      throw new Error('A source on paper has one file.');
    }),
  );
  await loadInto(warehouse, {
    options,
    found,
    sources: { ...sources, ...(jsonPathsLocation !== undefined && { jsonPathsLocation }), ...disposable },
    stopwatch: startStopwatch(),
  });
}

const disposable = { async [Symbol.asyncDispose]() {} };

const example = {
  logs: '{"page":"NextSong","ts":1541106106796,"userId":"1","sessionId":1,"itemInSession":0}\n',
  songs: '{"song_id":"S","title":"T","artist_id":"A","artist_name":"N","duration":1}\n',
};

function paperSource(dataSet: DataSet, { data, logs, songs, s3 }: EtlOptions): Source {
  const named = { logs, songs }[dataSet];
  const location =
    named ?? `${(data ?? '.').replace(/\/$/, '')}/${dataSet === 'logs' ? 'log_data' : 'song_data'}`;
  const bytes = Buffer.from(example[dataSet]);
  const name = `new-${dataSet}.json`;
  return {
    location,
    ...(s3?.region !== undefined && { region: s3.region }),
    covers: () => false,
    async *list() {
      yield { location: `${location}/${name}`, name, size: bytes.length, version: '1', content: dataSet };
    },
    async *read() {
      yield bytes;
    },
    ...disposable,
  };
}

/** Where the JSONPaths file is, if there is one to be had by COPY; whether it is there is not asked. */
function jsonPathsOf({ data, logJsonpath }: EtlOptions): string | undefined {
  if (logJsonpath !== undefined) return logJsonpath;
  return data !== undefined && isS3Location(data)
    ? `${data.replace(/\/$/, '')}/log_json_path.json`
    : undefined;
}
