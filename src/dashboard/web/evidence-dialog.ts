import type { ApiEvidence } from '../api.ts';
import { facts, openDialog } from './dialog.ts';
import { h, replace } from './dom.ts';
import { formatNumber } from './format.ts';
import { resultTable } from './result-table.ts';
import type { View } from './view.ts';

/** Shows what an answer rests on: the SQL, the period, the freshness, what found no song and what was set aside. */
export function showEvidence(view: View, question: string, title: string): void {
  const content = h('div', {}, h('p', {}, '…'));
  openDialog(title, content);
  view
    .evidence(question)
    .then((evidence) => replace(content, describe(question, evidence)))
    .catch((error: unknown) => replace(content, h('p', { class: 'problem' }, String(error))));
}

function describe(question: string, evidence: ApiEvidence): Node {
  const { period, freshness, plays, rejected } = evidence;
  return h(
    'div',
    { class: 'evidence' },
    facts(
      ['Period', `${period.from ?? 'the beginning'} to ${period.to ?? 'the end'}`],
      ['Plays there', `${period.first_play ?? 'none'} to ${period.last_play ?? 'none'} (UTC)`],
      [
        'Freshness',
        freshness.run_id === null
          ? 'nothing was published'
          : `run ${freshness.run_id}, published ${freshness.published_at} (UTC) to ${freshness.warehouse}, ${freshness.engine}`,
      ],
      [
        'Without a song',
        `${formatNumber(plays.without_song)} of ${formatNumber(plays.total)} plays (${plays.percent} %)`,
      ],
      ['Rejected records', `${formatNumber(rejected.records)} records that would have fed these tables`],
      ['In a terminal', h('code', {}, commandOf(question, evidence))],
    ),
    h('h3', {}, `sql/${evidence.file}`),
    h('pre', { tabindex: '0' }, evidence.sql),
    h('h3', {}, 'Parameters'),
    h('pre', { tabindex: '0' }, JSON.stringify(evidence.parameters, null, 2)),
    rejected.by_reason.length > 0 &&
      h(
        'details',
        {},
        h('summary', {}, 'Rejected records, by reason'),
        resultTable(
          { columns: ['data_set', 'code', 'records'], rows: rejected.by_reason },
          { caption: 'Rejected records, by reason' },
        ),
      ),
  );
}

/** The command that prints the same numbers. */
function commandOf(question: string, { period, parameters, freshness }: ApiEvidence): string {
  const { level, location, search, listener } = parameters;
  const given = Object.entries({ from: period.from, to: period.to, level, location, search, listener });
  const flags = given
    .filter(([, value]) => value !== null && value !== '' && value !== undefined)
    .map(([name, value]) => ` --${name} ${quoted(String(value))}`);
  const warehouse = /^redshift:/.test(freshness.warehouse) ? 'redshift' : freshness.warehouse;
  return `sparkify ask ${question} --warehouse ${quoted(warehouse)}${flags.join('')} --evidence`;
}

function quoted(text: string): string {
  return /^[\w-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
