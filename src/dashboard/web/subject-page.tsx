import { Fragment } from 'preact';
import { type PlainName, valuesOf } from '../url-filters.ts';
import { Card, type CardSpec } from './card.tsx';
import { Facts } from './dialog.tsx';
import { formatCell } from './format.ts';
import { linkedCell, subjects } from './links.tsx';
import { ListenerName } from './listener-name.tsx';
import { overviewCards } from './overview-cards.tsx';
import { headsIn, PlayTable } from './play-table.tsx';
import type { View } from './view.ts';

interface SubjectPageSpec {
  readonly title: string;
  /** The filters that say what the page is about. */
  readonly filters: readonly PlainName[];
  /** Cards of its own, and the names of those that it shares with the overview. */
  readonly cards: readonly (CardSpec | string)[];
}

/** A card with a row for each subject, as terms and values. */
function facts(question: string, title: string): CardSpec {
  return {
    question,
    title,
    width: 4,
    draw: ({ columns, rows }, view) => (
      <>
        {rows.map((row) => (
          <Facts
            key={JSON.stringify(row)}
            facts={columns
              .filter((column) => !['play_id', 'in_song_data'].includes(column))
              .map((column) => {
                const value = row[column] ?? null;
                const shown = value === null ? '–' : formatCell(column, value);
                return [
                  headsIn(view.zone)[column] ?? column.replaceAll('_', ' '),
                  linkedCell(column, value, row, view) ?? shown,
                ];
              })}
          />
        ))}
      </>
    ),
  };
}

function table(question: string, title: string, width: CardSpec['width']): CardSpec {
  return {
    question,
    title,
    width,
    draw: (answer, view) => <PlayTable answer={answer} view={view} caption={title} />,
  };
}

const levelHistory = table('level-history', 'Levels, in order', 5);
const sessions = table('sessions', 'Latest sessions', 7);

/** The pages about one listener, session, song, artist or place, by their path. */
export const subjectPages: Readonly<Record<string, SubjectPageSpec>> = {
  '/listener': {
    title: 'Listener',
    filters: subjects.listener,
    cards: [
      facts('listener', 'Who'),
      'plays-over-time',
      sessions,
      levelHistory,
      'top-songs',
      'top-artists',
      'plays-by-hour',
      'session-lengths',
      'latest-plays',
    ],
  },
  '/session': {
    title: 'Session',
    filters: subjects.session,
    cards: [facts('sessions', 'Session'), table('session', 'Plays, in order', 8)],
  },
  '/song': {
    title: 'Song',
    filters: subjects.song,
    cards: [facts('song', 'Song'), 'plays-over-time', 'most-active-users', 'top-locations', 'latest-plays'],
  },
  '/artist': {
    title: 'Artist',
    filters: subjects.artist,
    cards: [
      facts('artist', 'Artist'),
      'plays-over-time',
      'top-songs',
      'most-active-users',
      'top-locations',
      'systems',
      'plays-by-hour',
      'free-against-paid',
      'latest-plays',
    ],
  },
  '/place': {
    title: 'Place',
    filters: subjects.place,
    cards: [
      facts('place', 'Place'),
      'plays-over-time',
      'most-active-users',
      'top-songs',
      'top-artists',
      'systems',
      'plays-by-hour',
      'free-against-paid',
      'latest-plays',
    ],
  },
};

/** Everything about what the filters of the address name. */
export function SubjectPage({ spec, view }: { readonly spec: SubjectPageSpec; readonly view: View }) {
  const named = valuesOf(view.filters).filter(({ name }) => spec.filters.includes(name));
  if (named.length === 0)
    return (
      <div class="grid">
        <h1 class="width-12">{spec.title}</h1>
        <p class="width-12 muted">
          Choose one: a name in a table or ranking of the <a href="/">overview</a> leads here.
        </p>
      </div>
    );
  return (
    <div class="grid">
      <h1 class="width-12">
        {spec.title}{' '}
        {named
          .toSorted((a, b) => spec.filters.indexOf(a.name) - spec.filters.indexOf(b.name))
          .map(({ name, value }, index) => (
            <Fragment key={`${name} ${value}`}>
              {index > 0 && ' · '}
              <bdi>
                {name === 'listener' ? <ListenerName id={value} publishedKey={view.status.key} /> : value}
              </bdi>
            </Fragment>
          ))}
      </h1>
      {spec.cards.map((card) => {
        const found =
          typeof card === 'string' ? overviewCards.find(({ question }) => question === card) : card;
        return found && <Card key={found.question} spec={found} view={view} />;
      })}
    </div>
  );
}
