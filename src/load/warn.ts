import { queryFile } from '../warehouse/query-file.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { RejectingFile } from './rejecting-files.ts';
import type { UntimedReport } from './report.ts';

/** A sentence for each file of which nothing is staged, if the cause is known. */
export function warnOfRejecting(files: readonly RejectingFile[]): readonly string[] {
  return files.flatMap(({ found, diagnosis }) =>
    diagnosis === undefined ? [] : [`${found.file.location} ${diagnosis.problem}. ${diagnosis.hint}`],
  );
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
