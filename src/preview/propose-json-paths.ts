import { type StagingTable, stagingTable } from '../formats/columns.ts';
import type { JsonObject } from '../formats/frame.ts';
import { nearKeys } from '../formats/near-keys.ts';
import { openSources } from '../sources/open.ts';
import type { DataSet } from '../sources/source.ts';
import { framesOf } from './frames-of.ts';
import { noData, type PreviewOptions } from './preview.ts';

/** How many records are examined: a key may be missing in some. */
const lookedAt = 100;

/**
 * A JSONPaths file that maps the keys that the first records of the source have to the columns of staging: keys in another
 * case, with underscores, or by the names that newer versions of eventsim give them.
 *
 * @throws {UsageError} if the source has no such data
 */
export async function proposeJsonPaths(dataSet: DataSet, options: PreviewOptions): Promise<string> {
  const table = stagingTable(dataSet);
  const found = new Map(
    nearKeys(await firstKeys(dataSet, options), table).map((key) => [key.expected, key.found]),
  );
  return toFile(table, found);
}

async function firstKeys(
  dataSet: DataSet,
  { limit = lookedAt, signal, ...locations }: PreviewOptions,
): Promise<JsonObject> {
  await using sources = await openSources({ ...locations, signal });
  const listed = sources[dataSet];
  if (listed === undefined) throw noData(dataSet);
  const keys: Record<string, unknown> = {};
  let records = 0;
  for await (const { frame } of framesOf(listed, signal)) {
    if (!('object' in frame)) continue;
    Object.assign(keys, frame.object);
    if (++records >= limit) break;
  }
  return keys;
}

function toFile({ columns }: StagingTable, found: ReadonlyMap<string, string>): string {
  const paths = columns.map(({ path }) => {
    const key = found.get(String(path[0])) ?? String(path[0]);
    return `$['${key.replace(/['\\]/g, '\\$&')}']`;
  });
  return JSON.stringify({ jsonpaths: paths }, null, 2);
}
