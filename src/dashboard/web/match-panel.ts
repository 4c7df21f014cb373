import type { JsonRow } from '../api.ts';
import { problem } from './card.ts';
import { h, replace } from './dom.ts';
import { formatNumber } from './format.ts';
import { getJson } from './get-json.ts';
import { panel } from './panel.ts';

interface Report {
  readonly plays: number;
  readonly matched: number;
  readonly unmatched: number;
  readonly reasons: readonly {
    readonly reason: string;
    readonly meaning: string;
    readonly plays: number;
    readonly texts: number;
    readonly examples: readonly {
      readonly song: string | null;
      readonly artist: string | null;
      readonly plays: number;
      readonly meant: { readonly song: string; readonly artist: string } | null;
      readonly nearest: JsonRow | null;
    }[];
  }[];
}

/** Why plays found no song, by reason; the counts add up to all of them. */
export function matchPanel(): HTMLElement {
  const content = h('div', { 'aria-busy': 'true' }, h('p', { class: 'muted' }, 'Looking for reasons …'));
  getJson<Report>('/api/match')
    .then((report) => replace(content, describe(report)))
    .catch((error: unknown) => replace(content, problem(error)))
    .finally(() => content.setAttribute('aria-busy', 'false'));
  return panel('Plays without a song, by reason', 12, undefined, content);
}

function describe({ plays, unmatched, reasons }: Report): Node {
  const found = reasons.filter((reason) => reason.plays > 0);
  return h(
    'div',
    {},
    h(
      'p',
      {},
      `${formatNumber(unmatched)} of ${formatNumber(plays)} plays found no song record with their title and artist.`,
    ),
    h(
      'ul',
      { class: 'reasons' },
      ...found.map((reason) =>
        h(
          'li',
          {},
          h(
            'details',
            {},
            h(
              'summary',
              {},
              h('span', {
                class: 'ranking-bar',
                'aria-hidden': 'true',
                style: { width: `${(reason.plays / Math.max(1, unmatched)) * 100}%` },
              }),
              h('span', { class: 'reason-name' }, reason.meaning),
              h('span', { class: 'ranking-value' }, formatNumber(reason.plays)),
            ),
            h('p', { class: 'muted' }, `${formatNumber(reason.texts)} different songs; the most played:`),
            h('ul', { class: 'examples' }, ...reason.examples.map(example)),
          ),
        ),
      ),
    ),
  );
}

function example({
  song,
  artist,
  plays,
  meant,
  nearest,
}: Report['reasons'][number]['examples'][number]): Node {
  return h(
    'li',
    {},
    h('strong', {}, song ?? 'no title'),
    ` by ${artist ?? 'unknown artist'}`,
    h('span', { class: 'muted' }, ` · ${formatNumber(plays)} plays`),
    meant !== null && h('div', { class: 'muted' }, `was meant: ${meant.song} by ${meant.artist}`),
    h(
      'div',
      { class: 'muted' },
      nearest === null ? 'there is no song record' : `nearest: ${nearest.title} by ${nearest.artist_name}`,
    ),
  );
}
