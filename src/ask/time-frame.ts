import { UsageError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { requireTimeZone } from '../settings/require-time-zone.ts';
import { type Offset, offsetsBetween, utc } from '../time-zone.ts';
import { queryFile } from '../warehouse/query-file.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import {
  type AskedGrain,
  type Days,
  type Grain,
  grains,
  incompletePeriods,
  parse,
  type Span,
  suitableGrain,
} from './grain.ts';
import type { Question } from './questions.ts';

/** The time zone and the grain that a question is asked with. */
export interface TimeOptions extends Days {
  /** A time zone of the IANA database, such as `Europe/Berlin`, for days, hours and weeks; UTC. */
  readonly timeZone?: string | undefined;
  /** `hour`, `day`, `week`, `month` or `auto`, for questions over time. */
  readonly grain?: string | undefined;
}

/** What the parts of time in a question become. */
export interface TimeFrame {
  readonly zone: string;
  /** The offsets of the zone while there were plays, the first one first; none for UTC. */
  readonly offsets: readonly Offset[];
  /** Undefined for a question that is not over time. */
  readonly grain: Grain | undefined;
  /** The starts of periods that are incomplete, as local times. */
  readonly incomplete: readonly number[];
}

/** When plays begin and end, read only where the question needs it: it is over time, or in a zone besides UTC. */
export async function neededSpan(
  { grain }: Pick<Question, 'grain'>,
  options: TimeOptions,
  read: () => Promise<Span>,
): Promise<Span> {
  return grain !== undefined || zoneOf(options) !== utc ? await read() : undefined;
}

/** @throws {UsageError} for a time zone that does not exist */
export function zoneOf({ timeZone }: TimeOptions): string {
  return timeZone ? requireTimeZone(timeZone) : utc;
}

/** The first and the last play of all, whatever the filters. */
export async function readSpan(warehouse: Warehouse): Promise<Span> {
  const [row = {}] = (await queryFile(warehouse, 'evidence/span.sql')).rows;
  const [first, last] = [row.first_play, row.last_play].map((time) => parse(String(time)));
  return first === undefined || last === undefined || Number.isNaN(first) ? undefined : { first, last };
}

/**
 * Settles the time zone and the grain of a question.
 *
 * @param span as {@link neededSpan} returns it
 * @throws {UsageError} for a time zone or grain that does not exist, or a grain where the question has none
 */
export function timeFrameOf(question: Question, options: TimeOptions, span: Span): TimeFrame {
  const zone = zoneOf(options);
  const grain = grainOf(question, options, span, zone);
  return {
    zone,
    grain,
    offsets: zone === utc || span === undefined ? [] : offsetsBetween(zone, span.first, span.last),
    incomplete: grain === undefined ? [] : incompletePeriods(grain, options, span, zone),
  };
}

function grainOf(question: Question, options: TimeOptions, span: Span, zone: string): Grain | undefined {
  if (question.grain === undefined) {
    if (!options.grain) return undefined;
    throw new UsageError('SPK-715', `The saved query ${question.name} is not over time: it has no grain.`);
  }
  const asked = requireGrain(options.grain || question.grain);
  return asked === 'auto' ? suitableGrain(options, span, zone) : asked;
}

const names: readonly AskedGrain[] = [...grains, 'auto'];

/** @throws {UsageError} for a text that is no grain */
export function requireGrain(text: string): AskedGrain {
  const found = names.find((name) => name === text);
  if (found !== undefined) return found;
  const similar = nearest(text, names);
  throw new UsageError('SPK-715', `The grain should be ${names.join(', ')}, but is "${text}".`, {
    hints: similar === undefined ? [] : [`Did you mean ${similar}?`],
  });
}
