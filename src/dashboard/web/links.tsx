import type { Cell, JsonRow } from '../api.ts';
import { type FilterValues, filterSpecs, type PlainName, timeFilters, writeFilters } from '../url-filters.ts';
import { followLink } from './address.ts';
import type { View } from './view.ts';

/** The pages about one thing, each with the filters that name it: the first one always, the others where a row has them. */
export const subjects = {
  listener: ['listener'],
  session: ['session', 'listener'],
  song: ['song', 'artist'],
  artist: ['artist'],
  place: ['location'],
} as const satisfies Readonly<Record<string, readonly [PlainName, ...PlainName[]]>>;

export type Subject = keyof typeof subjects;

/** What a row says of a subject, as filters; undefined if it says nothing of it. */
export function filtersOf(subject: Subject, row: JsonRow): FilterValues | undefined {
  const values = subjects[subject].map((name) => [name, row[filterSpecs[name].column ?? '']] as const);
  const known = values.filter(([, value]) => value != null && value !== '');
  if (known[0]?.[0] !== subjects[subject][0]) return undefined;
  return Object.fromEntries(known.map(([name, value]) => [name, [String(value)]]));
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
