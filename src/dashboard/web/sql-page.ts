import type { ApiError, ApiSqlAnswer, ApiTable } from '../api.ts';
import { problem } from './card.ts';
import { h, replace } from './dom.ts';
import { formatNumber } from './format.ts';
import { getJson, ServerError } from './get-json.ts';
import { openEditor } from './sql-editor.ts';
import { showSqlResult } from './sql-result.ts';

const start = `select
    level,
    count(*) as plays,
    count(distinct user_id) as listeners
from songplays
group by level
order by plays desc`;

const examples = {
  'Plays by level': start,
  'Songs that were never played': `select songs.title, artists.name as artist
from songs
inner join artists
    on artists.artist_id = songs.artist_id
where not exists (
    select 1
    from songplays
    where songplays.song_id = songs.song_id
)
order by songs.title`,
  'What users do besides playing': `select page, count(*) as events
from staging_events
where page <> 'NextSong'
group by page
order by events desc`,
  'Plays by day': `select cast(start_time as date) as day, count(*) as plays
from songplays
group by 1
order by 1`,
} as const;

/** The page for SQL: an editor, and the result as a table, a chart and a file. */
export async function sqlPage(): Promise<HTMLElement> {
  const tables = await getJson<readonly ApiTable[]>('/api/model');
  const place = h('div', { class: 'editor' });
  const result = h('div', { class: 'sql-result', 'aria-live': 'polite' });
  const runButton = h('button', { type: 'button', class: 'primary', id: 'run' }, 'Run');
  const editor = openEditor(place, {
    text: new URLSearchParams(location.search).get('sql') ?? start,
    tables,
    onRun: () => void run(),
  });
  runButton.addEventListener('click', () => void run());
  return h(
    'div',
    { class: 'grid' },
    h('h1', { class: 'width-12' }, 'SQL'),
    h(
      'section',
      { class: 'card width-12' },
      h(
        'header',
        {},
        h('h2', {}, 'Statement'),
        h(
          'div',
          { class: 'card-tools' },
          exampleChoice((text) => editor.setText(text)),
        ),
        h(
          'p',
          { class: 'card-note' },
          'Reads what is published and nothing else. Ctrl+Enter runs it; Escape, then Tab leaves the editor.',
        ),
      ),
      h('div', { class: 'card-body' }, place, h('div', { class: 'run-row' }, runButton)),
    ),
    h(
      'section',
      { class: 'card width-12', 'aria-label': 'Result' },
      h('div', { class: 'card-body' }, result),
    ),
  );

  async function run(): Promise<void> {
    const sql = editor.text();
    history.replaceState(null, '', `/sql?${new URLSearchParams({ sql })}`);
    editor.clearError();
    runButton.disabled = true;
    replace(result, h('p', { class: 'muted' }, 'Running …'));
    try {
      const answer = await getJson<ApiSqlAnswer>('/api/sql', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ sql }),
      });
      replace(result, showSqlResult(answer));
    } catch (error) {
      if (error instanceof ServerError) editor.showError(error.details);
      replace(result, problem(error), placeOf(error));
    } finally {
      runButton.disabled = false;
    }
  }
}

function placeOf(error: unknown): Node | false {
  const details: ApiError | undefined = error instanceof ServerError ? error.details : undefined;
  if (details?.line === undefined) return false;
  return h(
    'p',
    { class: 'muted' },
    `Line ${formatNumber(details.line)}, column ${formatNumber(details.column ?? 1)}.`,
  );
}

function exampleChoice(onPick: (text: string) => void): HTMLElement {
  return h(
    'select',
    {
      'aria-label': 'Examples',
      on: {
        change: (event) => {
          const name = (event.target as HTMLSelectElement).value as keyof typeof examples;
          if (name in examples) onPick(examples[name]);
        },
      },
    },
    h('option', { value: '' }, 'Examples'),
    ...Object.keys(examples).map((name) => h('option', { value: name }, name)),
  );
}
