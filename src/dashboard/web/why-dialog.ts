import type { Cell, JsonRow } from '../api.ts';
import { facts, openDialog } from './dialog.ts';
import { h, replace } from './dom.ts';
import { getJson } from './get-json.ts';
import { resultTable } from './result-table.ts';

interface Trail {
  readonly play: JsonRow;
  readonly event: JsonRow;
  readonly source: Readonly<Record<'file' | 'raw' | 'problem', string | null>> & {
    readonly line: number | null;
  };
  readonly match: {
    readonly song_id: string | null;
    readonly reason: string;
    readonly candidates: readonly JsonRow[];
    readonly nearest: JsonRow | null;
  };
}

/** Follows a play back to its line, and shows which songs its match looked at. */
export function showWhy(playId: string): void {
  const content = h('div', {}, h('p', {}, '…'));
  openDialog('Where this play comes from', content);
  getJson<Trail>(`/api/why/${encodeURIComponent(playId)}`)
    .then((trail) => replace(content, describe(trail)))
    .catch((error: unknown) => replace(content, h('p', { class: 'problem' }, String(error))));
}

function describe({ play, event, source, match }: Trail): Node {
  return h(
    'div',
    { class: 'evidence' },
    h('h3', {}, '1. The play'),
    facts(
      ['songplay_id', h('code', {}, text(play.songplay_id))],
      ['When', `${text(play.start_time)} UTC`],
      ['Who', `user ${text(play.user_id)}, ${text(play.level)}, session ${text(play.session_id)}`],
      ['Where', text(play.location)],
      ['Song', play.song_id === null ? 'none found' : `${text(play.title)} by ${text(play.artist)}`],
    ),
    h('h3', {}, '2. The log event'),
    facts(
      ['Played', `${text(event.song)} by ${text(event.artist)}, ${text(event.length)} s`],
      [
        'Repeats',
        Number(event.repeats) === 0 ? 'none' : `${text(event.repeats)} more events describe the same play`,
      ],
      ['File', h('code', {}, text(source.file))],
      ['Line', source.line === null ? 'not found' : text(source.line)],
    ),
    source.raw === null
      ? h('p', { class: 'problem' }, text(source.problem))
      : h('pre', { tabindex: '0' }, pretty(source.raw)),
    h('h3', {}, '3. The match'),
    h('p', {}, match.reason),
    match.candidates.length > 0 &&
      resultTable(
        {
          columns: ['chosen', 'title', 'artist_name', 'duration', 'difference', 'song_id', 'file'],
          rows: match.candidates.map((candidate) => ({
            ...candidate,
            chosen: candidate.chosen ? '✓' : '',
          })),
        },
        { caption: 'Song records that the match looked at' },
      ),
    match.nearest !== null &&
      h('p', {}, `The nearest is “${text(match.nearest.title)}” by ${text(match.nearest.artist_name)}.`),
  );
}

function text(value: Cell | undefined): string {
  return value === null || value === undefined ? 'unknown' : String(value);
}

function pretty(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw;
  }
}
