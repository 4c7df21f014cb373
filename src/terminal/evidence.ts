import type { Evidence } from '../ask/evidence.ts';
import { count, formatNumber } from '../numbers.ts';
import { plain } from './plain.ts';
import type { Terminal } from './terminal.ts';
import { printProse } from './wrap.ts';

/** Prints the provenance of an answer, for people. */
export function printEvidence(terminal: Terminal, evidence: Evidence): void {
  const { bold, dim } = terminal.colors;
  const { period, freshness, plays, rejected } = evidence;
  const line = (label: string, text: string) => printProse(terminal, `  ${bold(label.padEnd(13))} `, text);
  line(
    'Period',
    `${period.from ?? 'the beginning'} to ${period.to ?? 'the end'} (${evidence.time_zone}); plays from ${period.first_play ?? 'none'} to ${period.last_play ?? 'none'} UTC`,
  );
  line(
    'Freshness',
    freshness.run_id === null
      ? 'nothing was published'
      : `run ${freshness.run_id}, published ${freshness.published_at} UTC to ${freshness.warehouse} (${freshness.engine})`,
  );
  line(
    'Without song',
    `${formatNumber(plays.without_song)} of ${count(plays.total, 'play')} (${plays.percent} %)`,
  );
  const reasons = rejected.by_reason.map(
    ({ data_set, code, records }) => `${data_set} ${plain(code)} ${records}`,
  );
  line(
    'Rejected',
    `${count(rejected.records, 'record')}${reasons.length > 0 ? `: ${reasons.join(', ')}` : ''}`,
  );
  line('SQL', `${evidence.file}, as it ran`);
  terminal.print('');
  for (const text of evidence.sql.split('\n')) terminal.print(dim(`    ${text}`));
}
