import type { Cell, JsonRow } from '../api.ts';
import { type FilterValues, timeFilters, writeFilters } from '../url-filters.ts';
import { followLink } from './address.ts';
import type { View } from './view.ts';

export type Subject = 'listener' | 'session' | 'song' | 'artist' | 'place';

/** The filters of the page about a subject. */
const subjects: Readonly<Record<Subject, (row: JsonRow) => FilterValues | undefined>> = {
  listener: ({ user_id }) => (user_id == null ? undefined : { listener: [String(user_id)] }),
  session: ({ session_id, user_id }) =>
    session_id == null || user_id == null
      ? undefined
      : { session: [String(session_id)], listener: [String(user_id)] },
  song: ({ song, artist }) =>
    song == null ? undefined : { song: [String(song)], ...(artist ? { artist: [String(artist)] } : {}) },
  artist: ({ artist }) => (artist ? { artist: [String(artist)] } : undefined),
  place: ({ location }) => (location ? { location: [String(location)] } : undefined),
};

/** What a row says of a subject, as filters; undefined if it says nothing of it. */
export function filtersOf(subject: Subject, row: JsonRow): FilterValues | undefined {
  return subjects[subject](row);
}

/** The columns whose values lead to a page. */
const columns: Readonly<Record<string, Subject>> = {
  user_name: 'listener',
  session_id: 'session',
  song: 'song',
  artist: 'artist',
  location: 'place',
};

/** The address of the page about what a row names, for the same days. */
function hrefTo(subject: Subject, row: JsonRow, { filters, onFilter }: View): string | undefined {
  const of = filtersOf(subject, row);
  if (onFilter === undefined || of === undefined) return undefined;
  return `/${subject}${writeFilters({ ...timeFilters(filters), ...of })}`;
}

/** A cell that leads to the page about its value; undefined for other columns, and in a report. */
export function linkedCell(column: string, value: Cell, row: JsonRow, view: View) {
  const subject = columns[column];
  const href = subject && value !== null ? hrefTo(subject, row, view) : undefined;
  if (href === undefined) return undefined;
  return (
    <a class="cell-link" href={href} onClick={followLink}>
      <bdi>{String(value)}</bdi>
    </a>
  );
}

interface PageLinkProps {
  readonly subject: Subject;
  readonly row: JsonRow;
  readonly name: string;
  readonly view: View;
}

/** The link at the end of a row to the page about it. */
export function PageLink({ subject, row, name, view }: PageLinkProps) {
  const href = hrefTo(subject, row, view);
  if (href === undefined) return null;
  return (
    <a class="page-link" href={href} title={`All about this ${subject}`} onClick={followLink}>
      <span class="unseen">
        {subject} {name}
      </span>
      →
    </a>
  );
}
