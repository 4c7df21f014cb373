import { NothingPublishedError } from '../errors.ts';
import type { SourceLocations } from '../sources/open.ts';
import { openWarehouse, type WarehouseOptions } from '../warehouse/open.ts';
import { readSchemaVersion } from '../warehouse/schema-version.ts';

/** Where the newest run found its data, as {@link SourceLocations} have it. */
export type LastSource = Pick<SourceLocations, 'data' | 'logs' | 'songs'>;

/**
 * The locations of the newest run that read any, in tables of any version; undefined where none was published, or the warehouse does
 * not exist.
 */
export async function lastSource(
  location: string,
  options: Omit<WarehouseOptions, 'readOnly'>,
): Promise<LastSource | undefined> {
  try {
    await using warehouse = await openWarehouse(location, { ...options, readOnly: true });
    if ((await readSchemaVersion(warehouse)) === undefined) return undefined;
    const { rows } = await warehouse.query(
      'select logs, songs from etl.runs where logs is not null or songs is not null order by run_id desc limit 1',
    );
    const { logs, songs } = rows[0] ?? {};
    return locationsOf(textOf(logs), textOf(songs));
  } catch (error) {
    if (error instanceof NothingPublishedError) return undefined;
    throw error;
  }
}

/** Both folders of one place stand for it: its JSONPaths file belongs to them. */
function locationsOf(logs: string | undefined, songs: string | undefined): LastSource | undefined {
  if (logs === undefined && songs === undefined) return undefined;
  const data = logs?.replace(/\/log_data\/?$/, '');
  if (data !== logs && data === songs?.replace(/\/song_data\/?$/, '')) return { data };
  return { ...(logs !== undefined && { logs }), ...(songs !== undefined && { songs }) };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
