import { stagingTable } from '../formats/columns.ts';
import { groupBy } from '../group-by.ts';
import { queryFile } from '../warehouse/query-file.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { sentenceOf } from './describe-rejecting.ts';
import { adviceToMap, pairsOf } from './diagnose.ts';
import { writeJsonPaths } from './manifest/last-source.ts';
import type { LastRun } from './manifest/run-log.ts';
import type { RejectingFile } from './rejecting-files.ts';
import type { EtlReport, UntimedReport } from './report.ts';
import type { Staged } from './stage.ts';

/** A warning for each file with rejected records of which the cause is known; files with the same problem share one. */
export function warnOfRejecting(files: readonly RejectingFile[]): readonly string[] {
  const warnings: string[] = [];
  for (const alike of groupBy(files, ({ diagnosis }) => diagnosis?.problem).values()) {
    const [first] = alike;
    if (first?.diagnosis === undefined) continue;
    const more = alike.length > 1 ? ` ${alike.length - 1} more of the same kind.` : '';
    warnings.push(`${sentenceOf(first, first.diagnosis)}${more} ${first.diagnosis.hint}`);
  }
  return warnings;
}

const namedPages = 10;

/** A sentence with the pages that there are, if there are log events and none of them is a play. */
export async function warnOfNoPlay(
  warehouse: Warehouse,
  { plays, tables }: Pick<UntimedReport, 'plays' | 'tables'>,
): Promise<readonly string[]> {
  if (plays.from_events !== 0 || !(tables.staging_events > 0)) return []; // a SQL preview has no numbers
  const { rows } = await queryFile(warehouse, 'report/pages.sql', { limit: namedPages + 1 });
  const named = rows.slice(0, namedPages).map(({ page, events }) => `${page} (${events})`);
  const more = rows.length > namedPages ? ', …' : '';
  return [
    `None of ${tables.staging_events} log events is a play: no page is NextSong. Pages found: ${named.join(', ')}${more}.`,
  ];
}

const ofPlays: readonly string[] = ['artist', 'song', 'length'];

/** A sentence for columns that no record of the run fills, where another key seems to hold what belongs there. */
export async function warnOfOtherKeys(
  warehouse: Warehouse,
  { files, nearKeys }: Pick<Staged, 'files' | 'nearKeys'>,
  firstFileId: number,
): Promise<readonly string[]> {
  const warnings: string[] = [];
  for (const dataSet of ['logs', 'songs'] as const) {
    const near = nearKeys[dataSet];
    const file = files.find(({ found, staged }) => found.dataSet === dataSet && staged > 0)?.found.file;
    if (near.length === 0 || file === undefined) continue;
    // Pages that are no play have none of what is played, whatever other keys they have.
    const plays = dataSet === 'logs' ? 'count(case when is_play(page) then 1 end)' : '1';
    const counts = [...near.map(({ column }) => `count(${column}) as ${column}`), `${plays} as plays`];
    const { rows } = await warehouse.query(
      `select ${counts.join(', ')} from ${stagingTable(dataSet).name} where file_id >= $first_file_id`,
      { first_file_id: firstFileId },
    );
    const unfilled = near.filter(
      ({ column }) =>
        Number(rows[0]?.[column]) === 0 && (Number(rows[0]?.plays) > 0 || !ofPlays.includes(column)),
    );
    if (unfilled.length > 0)
      warnings.push(
        `The ${dataSet} name keys otherwise: ${pairsOf(unfilled)}. Their columns stay NULL. ${adviceToMap(dataSet, file.location, ' --rebuild')}.`,
      );
  }
  return warnings;
}

/** A sentence if the keys of a data set are mapped otherwise than by the last run: that changes no row of a loaded file. */
export function warnOfOtherMapping(
  last: LastRun['mapping'],
  { files, sources, rebuilt }: Pick<UntimedReport, 'files' | 'sources' | 'rebuilt'>,
): readonly string[] {
  if (rebuilt !== null || !(files.unchanged > 0)) return [];
  return (['log', 'song'] as const).flatMap((kind) => {
    const named = writeJsonPaths(sources[`${kind}_jsonpath`]);
    if (last === undefined || sources[`${kind}s`] === null || named === last[`${kind}_jsonpath`]) return [];
    return [
      `The keys of the ${kind} data are mapped by ${named ?? 'their usual names'} now. Loaded files keep the rows of the mapping before; --rebuild loads them again.`,
    ];
  });
}

const mostEmptyNamed = 3;

/** A sentence about files without a record; undefined if there is none. */
export function warnOfEmpty({
  files,
  locations,
}: Pick<EtlReport, 'files' | 'locations'>): string | undefined {
  if (files.empty === 0) return undefined;
  const named = locations.empty.slice(0, mostEmptyNamed);
  const more = files.empty - named.length;
  const counted =
    files.empty === 1 ? '1 data file has no record' : `${files.empty} data files have no record`;
  return `${counted}: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}
