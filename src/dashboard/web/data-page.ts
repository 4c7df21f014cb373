import type { ApiData, ApiStatus, JsonResult } from '../api.ts';
import { problem } from './card.ts';
import { checksPanel } from './checks-panel.ts';
import { facts } from './dialog.ts';
import { h, replace } from './dom.ts';
import { formatAge, formatBytes, formatLongDay, formatNumber } from './format.ts';
import { getJson } from './get-json.ts';
import { matchPanel } from './match-panel.ts';
import { panel } from './panel.ts';
import { resultTable } from './result-table.ts';

/** The page for the data: what was loaded, what was set aside, and whether the books balance. */
export async function dataPage(status: ApiStatus): Promise<HTMLElement> {
  const data = await getJson<ApiData>('/api/data');
  return h(
    'div',
    { class: 'grid' },
    h('h1', { class: 'width-12' }, 'Data'),
    freshness(status),
    books(data.books),
    checksPanel(data.checks),
    panel(
      'Runs',
      12,
      'Each run is one transaction: all of it was published, or nothing. Times are UTC.',
      resultTable(data.runs, { caption: 'Runs' }),
    ),
    rejects(data),
    matchPanel(),
    files(data.files),
  );
}

function freshness({ run, warehouse, engine, first_day, last_day }: ApiStatus): HTMLElement {
  const published =
    run === null
      ? 'nothing yet'
      : `run ${run.run_id}, ${formatAge(String(run.finished_at), new Date())} (${run.finished_at} UTC)`;
  const period =
    first_day === null || last_day === null
      ? 'none'
      : `${formatLongDay(first_day)} – ${formatLongDay(last_day)}`;
  return panel(
    'Freshness',
    4,
    undefined,
    facts(
      ['Published', published],
      [
        'Plays',
        run === null
          ? '–'
          : `${formatNumber(run.songplays)}, of which ${formatNumber(run.matched)} found their song`,
      ],
      ['Days', period],
      ['Warehouse', h('code', {}, warehouse)],
      ['Engine', engine],
      ['Log data', h('code', {}, String(run?.logs_location ?? '–'))],
      ['Song data', h('code', {}, String(run?.songs_location ?? '–'))],
    ),
  );
}

function books({ rows }: JsonResult): HTMLElement {
  return panel(
    'Row counts',
    4,
    'Every line is staged, rejected or blank.',
    ...rows.map((row) => {
      const [lines, staged, rejected, blank] = [row.lines, row.staged, row.rejected, row.blank].map(Number);
      const balances = lines === (staged ?? 0) + (rejected ?? 0) + (blank ?? 0);
      return h(
        'div',
        { class: 'book' },
        h(
          'h3',
          {},
          `${row.data_set}`,
          h('small', {}, ` ${formatNumber(row.files)} files, ${formatBytes(Number(row.bytes))}`),
        ),
        h(
          'p',
          { class: 'equation' },
          term(row.lines, 'lines'),
          h('span', {}, balances ? '=' : '≠'),
          term(row.staged, 'staged'),
          h('span', {}, '+'),
          term(row.rejected, 'rejected'),
          h('span', {}, '+'),
          term(row.blank, 'blank'),
        ),
        h('p', { class: balances ? 'passed' : 'failed' }, balances ? '✓ reconciled' : '✗ not reconciled'),
      );
    }),
  );
}

function term(value: unknown, name: string): HTMLElement {
  return h('span', { class: 'term' }, h('strong', {}, formatNumber(Number(value))), h('small', {}, name));
}

function rejects({ rejects_by_reason, rejects }: ApiData): HTMLElement {
  const total = rejects_by_reason.rows.reduce((sum, row) => sum + Number(row.records), 0);
  return panel(
    'Rejected records',
    12,
    total === 0
      ? 'None: every record could be staged.'
      : total === rejects.rows.length
        ? `${formatNumber(total)} records, by file and line.`
        : `${formatNumber(total)} records; the first ${formatNumber(rejects.rows.length)} are listed.`,
    total > 0 &&
      h(
        'div',
        { class: 'side-by-side' },
        resultTable(rejects_by_reason, { caption: 'By reason', showCaption: true }),
        resultTable(
          { columns: ['location', 'line', 'reason', 'raw_line'], rows: rejects.rows },
          { caption: 'Rejected records', heads: { raw: 'Raw line', location: 'File' }, cell: rejectedCell },
        ),
      ),
  );
}

function rejectedCell(column: string, value: unknown): Node | undefined {
  if (column === 'raw_line')
    return h('details', {}, h('summary', {}, 'show'), h('pre', { tabindex: '0' }, String(value)));
  if (column === 'location') return shortPath(String(value));
  return column === 'reason' ? h('span', { class: 'wrapped' }, String(value)) : undefined;
}

/** The end of a path says most; the whole of it is its title. */
function shortPath(path: string): HTMLElement {
  const parts = path.split('/');
  return h('span', { title: path }, parts.length > 3 ? `…/${parts.slice(-3).join('/')}` : path);
}

function files(first: JsonResult): HTMLElement {
  const table = h('div', { class: 'scrolled' }, filesTable(first));
  const search = h('input', {
    type: 'search',
    placeholder: 'part of the location',
    'aria-label': 'Find files',
    on: {
      change: () => {
        getJson<ApiData>(`/api/data?search=${encodeURIComponent(search.value)}`)
          .then(({ files }) => replace(table, filesTable(files)))
          .catch((error: unknown) => replace(table, problem(error)));
      },
    },
  });
  return panel(
    'Files',
    12,
    'Files with rejected records first, then the newest; at most 200.',
    search,
    table,
  );
}

function filesTable(files: JsonResult): HTMLElement {
  return resultTable(files, {
    caption: 'Loaded files',
    cell(column, value) {
      if (column === 'location') return shortPath(String(value));
      return column === 'size' ? document.createTextNode(formatBytes(Number(value))) : undefined;
    },
  });
}
