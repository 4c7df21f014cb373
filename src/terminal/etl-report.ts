import type { HintedCommand } from '../hint.ts';
import type { EtlReport } from '../load/report.ts';
import { count, formatBytes, formatNumber, formatSeconds, formatShare } from '../numbers.ts';
import type { Locations } from '../sources/open.ts';
import { describeSkipped } from '../sources/skipped.ts';
import { onWarehouse } from '../warehouse/hint-on-warehouse.ts';
import { visible } from './plain.ts';
import type { Terminal } from './terminal.ts';
import { upgradeText } from './upgrade-report.ts';
import { printProse } from './wrap.ts';

/** Prints what a run did, for people: what it read, what the warehouse holds, and what they may need next. */
export function printReport(
  terminal: Terminal,
  report: EtlReport,
  commandLine: (hint: HintedCommand) => string,
): void {
  if (report.status === 'up-to-date') printUpToDate(terminal, report);
  else printPublished(terminal, report, commandLine);
  for (const remark of remarks(report)) printProse(terminal, '  ', remark);
}

function printUpToDate(terminal: Terminal, { files, skipped, warehouse, run_id, seconds }: EtlReport): void {
  const all =
    files.copies === 0 && files.seen > 1
      ? `all ${count(files.seen, 'file')} are`
      : `${count(files.unchanged, 'file')} ${files.unchanged === 1 ? 'is' : 'are'}`;
  const since = run_id === null ? '' : ` since run ${run_id}`;
  // With copies alone there is no file of which to say so.
  const what = files.unchanged > 0 ? `: ${all}` : '';
  terminal.print(`  Nothing new${what} in ${warehouse}${since}.   ${formatSeconds(seconds.total)}`);
  if (skipped.files > 0) terminal.print(`  Skipped: ${describeSkipped(skipped)}.`);
}

function printPublished(
  terminal: Terminal,
  report: EtlReport,
  commandLine: (hint: HintedCommand) => string,
): void {
  const { files, bytes, records, tables, checks, seconds } = report;
  const { bold, green, yellow } = terminal.colors;
  const line = (label: string, text: string) => printProse(terminal, `  ${bold(label.padEnd(10))} `, text);
  if (report.upgraded !== null) line('Upgraded', `tables ${upgradeText(report.upgraded)}`);
  if (report.rebuilt !== 'star') {
    line(
      'Source',
      `${sourceOf(report)}   ${count(files.logs, 'log file')}, ${count(files.songs, 'song file')}   (${formatBytes(bytes.seen)})`,
    );
    if (report.skipped.files > 0) line('Skipped', describeSkipped(report.skipped));
    line('New', `${count(files.new, 'file')}   ${restOf(report)}`);
    line(
      'Stage',
      `${formatBytes(bytes.loaded)}   ${count(records.staged, 'record')}${copyOf(report)}   ${formatSeconds(seconds.stage)}`,
    );
  }
  const star = (['songplays', 'users', 'songs', 'artists', 'time'] as const).map(
    (name) => `${name} ${formatNumber(tables[name])}`,
  );
  line('Star', `${star.join(' · ')}   ${formatSeconds(seconds.star)}`);
  const own = Object.entries(report.own_tables).map(([name, rows]) => `${name} ${formatNumber(rows)}`);
  if (own.length > 0) line('Your own', own.join(' · '));
  line(
    'Check',
    `${checks.passed} of ${checks.passed + checks.failed + checks.warned.length} passed   ${formatSeconds(seconds.check)}`,
  );
  if (checks.warned.length > 0)
    line(
      yellow('Warning'.padEnd(10)),
      `${checks.warned.join(', ')}   see the rows: ${commandLine({ command: 'check' })}`,
    );
  line(
    green('Published'.padEnd(10)),
    `run ${report.run_id} in ${formatSeconds(seconds.total)} to ${report.warehouse}${busyFor(report)}`,
  );
  terminal.print('');
}

/** How long it took of the warehouse's time, where files are prepared before. */
function busyFor(report: EtlReport): string {
  return copyOf(report) === '' ? '' : `, which was busy for ${formatSeconds(report.seconds.transaction)}`;
}

/** What COPY read; nothing where no COPY took part. */
function copyOf({ loaded_by }: EtlReport): string {
  const ways = [
    loaded_by.batched_copy && 'batched COPY by WORK',
    loaded_by.manifest_copy && 'direct COPY by manifest',
    loaded_by.prefix_copy && 'direct COPY by prefix',
  ].filter((way) => typeof way === 'string');
  return ways.length === 0 ? '' : `   ${ways.join(', ')}`;
}

function sourceOf({ sources: { logs, songs } }: EtlReport): string {
  const parent = (location: Locations | null, name: string) =>
    typeof location === 'string' && location.endsWith(`/${name}`)
      ? location.slice(0, -name.length - 1)
      : undefined;
  const common = parent(logs, 'log_data');
  if (common !== undefined && common === parent(songs, 'song_data')) return visible(common);
  const all = [...new Set([logs ?? [], songs ?? []].flat())];
  const more = all.length - mostLocations;
  return visible(all.slice(0, mostLocations).join(' and ')) + (more > 0 ? ` and ${more} more` : '');
}

const mostLocations = 4;

function restOf({ files }: EtlReport): string {
  const rest = [
    files.changed > 0 && `${formatNumber(files.changed)} changed`,
    files.removed > 0 && `${formatNumber(files.removed)} removed`,
    files.renamed > 0 && `${formatNumber(files.renamed)} renamed`,
    files.unchanged > 0 && `${formatNumber(files.unchanged)} unchanged`,
  ].filter((part) => part !== false);
  return rest.length === 0 ? 'nothing changed, nothing missing' : rest.join(', ');
}

/** What a person should know about the data, a sentence each. */
function remarks(report: EtlReport): readonly string[] {
  const { files, records, plays, tables, unknown_keys: unknownKeys } = report;
  const lines: string[] = [];
  if (report.status === 'published' && plays.songplays > 0) {
    const share = formatShare(plays.matched, plays.songplays);
    lines.push(
      `${formatNumber(plays.matched)} of ${count(plays.songplays, 'play')} (${share}) found their song.`,
    );
    if (lacksSongs(report) && tables.songs > 0)
      lines.push(
        `The song data (${count(tables.songs, 'song')}) has none with the title and artist of the other ${formatNumber(plays.songplays - plays.matched)}.`,
      );
  }
  if (report.rebuilt !== 'star') lines.push(...missingDataSets(report));
  if (plays.duplicate > 0)
    lines.push(`${count(plays.duplicate, 'event')} repeated a play that was there already.`);
  if (records.rejected > 0)
    lines.push(`${count(records.rejected, 'record')} ${records.rejected === 1 ? 'was' : 'were'} rejected.`);
  if (files.copies > 0)
    lines.push(
      `${count(files.copies, 'file')} with the content of a loaded file ${files.copies === 1 ? 'was' : 'were'} left out (--allow-copies loads them).`,
    );
  if (files.gone > 0)
    lines.push(
      `${count(files.gone, 'loaded file')} no longer in the source; the rows stay (--prune removes them).`,
    );
  if (files.not_read_again > 0)
    lines.push(
      `${count(files.not_read_again, 'loaded file')} to be read again ${files.not_read_again === 1 ? 'is' : 'are'} not in this source, or cannot be read; the rows stay as they were loaded.`,
    );
  if (files.hidden > 0)
    lines.push(
      `${count(files.hidden, 'loaded file')} ${files.hidden === 1 ? 'has a name' : 'have names'} that ${files.hidden === 1 ? 'is' : 'are'} hidden now; ${report.rebuilt === 'all' ? 'not loaded again (a name without . or _ at its beginning is)' : 'the rows stay (--rebuild leaves them out)'}: ${report.locations.hidden.slice(0, 3).join(', ')}${files.hidden > 3 ? ', …' : ''}.`,
    );
  for (const [dataSet, keys] of Object.entries(unknownKeys)) {
    if (keys.length > 0)
      lines.push(
        `Keys of the ${dataSet} that feed no column: ${keys.slice(0, 10).join(', ')}${keys.length > 10 ? ', …' : ''}.`,
      );
  }
  return lines;
}

function missingDataSets({ sources, tables }: EtlReport): readonly string[] {
  const noMatch = tables.staging_songs === 0 ? ', and no play finds its song' : '';
  return [
    ...(sources.logs === null ? ['There is no log data here: only songs were loaded.'] : []),
    ...(sources.songs === null ? [`There is no song data here: only logs were loaded${noMatch}.`] : []),
  ];
}

/** Whether so many plays found no song that a person should know; the dashboard has the same limit. */
function lacksSongs({ status, plays }: EtlReport): boolean {
  return status === 'published' && plays.matched < 0.99 * plays.songplays;
}

/** What to do after a run. */
export function nextAfter(report: EtlReport): readonly HintedCommand[] {
  const { records, warehouse } = report;
  const commands = [
    ...(records.rejected > 0 ? ['rejects'] : []),
    ...(lacksSongs(report) ? ['match'] : []),
    ...['ask top-songs', 'check'],
  ];
  return commands.map((command) => ({ command, flags: onWarehouse(warehouse) }));
}
