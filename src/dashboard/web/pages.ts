import type { ApiQuestion } from '../api.ts';
import type { CardSpec } from './card.tsx';
import type { CardPageSpec } from './card-page.tsx';
import { subjects } from './links.tsx';
import { overviewCards } from './overview-cards.tsx';
import { ownCard } from './own-cards.tsx';
import { pageEventCards } from './page-event-cards.tsx';
import { facts, table } from './subject-cards.tsx';

export const retentionPath = '/retention';

export const overview: CardPageSpec = { title: 'Overview', hasFigures: true, cards: cardsWith };

/** The pages of cards besides the overview, by their path. */
const pages: Readonly<Record<string, CardPageSpec>> = {
  [retentionPath]: {
    title: 'Retention',
    cards: () => pageEventCards.toSpliced(1, 0, ...ours('new-and-returning', 'retention')),
  },
  '/listener': {
    title: 'Listener',
    about: subjects.listener,
    cards: () => [
      facts('listener', 'Who'),
      ...ours('plays-over-time'),
      table('sessions', 'Latest sessions', 7),
      table('level-history', 'Levels, in order', 5),
      ...ours('top-songs', 'top-artists', 'plays-by-hour', 'session-lengths', 'latest-plays'),
    ],
  },
  '/session': {
    title: 'Session',
    about: subjects.session,
    cards: () => [facts('sessions', 'Session'), table('session', 'Plays, in order', 8)],
  },
  '/song': {
    title: 'Song',
    about: subjects.song,
    cards: () => [
      facts('song', 'Song'),
      ...ours('plays-over-time', 'most-active-users', 'top-locations', 'latest-plays'),
    ],
  },
  '/artist': {
    title: 'Artist',
    about: subjects.artist,
    cards: () => [
      facts('artist', 'Artist'),
      ...ours('plays-over-time', 'top-songs', 'most-active-users', 'top-locations'),
      ...ours('systems', 'plays-by-hour', 'free-against-paid', 'latest-plays'),
    ],
  },
  '/place': {
    title: 'Place',
    about: subjects.place,
    cards: () => [
      facts('place', 'Place'),
      ...ours('plays-over-time', 'most-active-users', 'top-songs', 'top-artists'),
      ...ours('systems', 'plays-by-hour', 'free-against-paid', 'latest-plays'),
    ],
  },
};

/** The page of cards that a path names: one of ours, or `Growth` of `/page/Growth`, which a project folder adds. */
export function pageOf(path: string): CardPageSpec {
  const ownPage = path.startsWith('/page/') ? decoded(path.slice('/page/'.length)) : undefined;
  if (ownPage === undefined) return pages[path] ?? overview;
  return {
    title: ownPage,
    hasHeading: true,
    cards: (own) => own.filter(({ page }) => page === ownPage).map(ownCard),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // an address that was cut off
  }
}

/** Cards of the overview, by their question. */
function ours(...questions: readonly string[]): readonly CardSpec[] {
  return questions.flatMap((name) => overviewCards.filter(({ question }) => question === name));
}

/** Our cards and then those of the project folder; one of its questions with a name of ours takes the place of ours. */
function cardsWith(own: readonly ApiQuestion[]): readonly CardSpec[] {
  const ours = overviewCards.map((spec) => {
    const instead = own.find(({ name }) => name === spec.question);
    return instead === undefined ? spec : ownCard(instead);
  });
  const more = own.filter(
    ({ name, page }) => page === null && !overviewCards.some(({ question }) => question === name),
  );
  return [...ours, ...more.map(ownCard)];
}
