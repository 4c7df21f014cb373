import { UsageError } from '../errors.ts';
import type { JsonObject } from '../formats/frame.ts';
import { readCatalogue } from '../match/catalogue.ts';
import { explain, reasons } from '../match/reason.ts';
import type { S3Settings } from '../s3/settings.ts';
import { reading, type WarehouseOrLocation } from '../warehouse/open-warehouse.ts';
import { queryFile } from '../warehouse/query-file.ts';
import type { Row, Warehouse } from '../warehouse/warehouse.ts';
import { type Choice, explainChoice, type SongCandidate } from './choice.ts';
import { readRecord } from './read-record.ts';

/** How the record of a play is read again. */
export interface WhyOptions {
  /** How to reach S3, for plays that came from there. */
  readonly s3?: S3Settings | undefined;
}

/** Where a play comes from, and why it has the song that it has; `sparkify why PLAY_ID --json` prints it as it is. */
export interface Lineage {
  /** The row of `songplays`, with its song's title and its artist's name. */
  readonly play: Row;
  /** The log event that it was made from, and the number of events that repeat it. */
  readonly event: Row & { readonly repeats: number };
  readonly source: {
    readonly file: string;
    /** 1-based; null if the file is not as it was loaded any more. */
    readonly line: number | null;
    /** The raw JSON. */
    readonly raw: string | null;
    /** Why there is no raw JSON. */
    readonly problem: string | null;
  };
  readonly match: Choice & {
    readonly candidates: readonly SongCandidate[];
    /** The record that comes nearest, for a play without a song. */
    readonly nearest: {
      readonly title: string;
      readonly artist_name: string;
      readonly song_id: string;
    } | null;
  };
}

/**
 * Returns the lineage of a play: the record it came from, and the songs that its match considered.
 *
 * @throws {UsageError} if there is no such play
 */
export async function why(
  warehouse: WarehouseOrLocation,
  playId: string,
  { s3 }: WhyOptions = {},
): Promise<Lineage> {
  return await reading(warehouse, (open) => traceBack(open, playId, s3));
}

async function traceBack(warehouse: Warehouse, playId: string, s3: S3Settings | undefined): Promise<Lineage> {
  const plays = await queryFile(warehouse, 'lineage/play.sql', { play_id: playId.trim().toLowerCase() });
  const [row] = plays.rows;
  if (row === undefined) {
    throw new UsageError('SPK-227', `There is no play "${playId}".`, {
      hints: [
        'A play is named by its songplay_id.',
        { command: 'ask latest-plays', why: 'See some of them' },
      ],
    });
  }
  const { play, event } = splitPlay(row);
  const { ts = null, user_id = null, session_id = null, item_in_session = null } = event;
  const identity = { ts, user_id, session_id, item_in_session };
  const { rows: staged } = await queryFile(warehouse, 'lineage/events.sql', identity);
  const madeFrom = staged.find((each) =>
    Object.entries(event).every(([name, value]) => each[name] === value),
  );
  if (madeFrom === undefined) throw new Error(`The play ${playId} has no log event in staging.`);
  return {
    play,
    event: { ...madeFrom, repeats: staged.length - 1 },
    source: await readSource(madeFrom, s3),
    match: await explainMatch(warehouse, event),
  };
}

/** The play as the star has it, and its log event as far as the star keeps it. */
function splitPlay({
  item_in_session,
  song,
  event_artist,
  length,
  ...play
}: Row): Record<'play' | 'event', Row> {
  const { start_time, user_id, session_id, level, location, user_agent } = play;
  const ts = Date.parse(`${String(start_time).replace(' ', 'T')}Z`);
  const known = { ts, user_id, session_id, item_in_session, level, location, user_agent };
  return { play, event: { ...known, artist: event_artist, song, length } as Row };
}

async function readSource(event: Row, s3: S3Settings | undefined): Promise<Lineage['source']> {
  const file = String(event.file);
  const line = event.line === null ? undefined : Number(event.line);
  try {
    const found = await readRecord(file, line, (text, object) => isOf(text, object, event), s3);
    if (found !== undefined) return { file, line: found.line, raw: found.text, problem: null };
    return { file, line: line ?? null, raw: null, problem: 'The file is no longer the one that was loaded.' };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { file, line: line ?? null, raw: null, problem: error.message };
  }
}

/** Whatever the keys are called: an object that holds the four numbers which no other event has. */
function isOf(text: string, object: JsonObject, event: Row): boolean {
  const wanted = [event.ts, event.user_id, event.session_id, event.item_in_session];
  const numbers = new Set(numbersOf(object));
  // Beyond 2^53 the object has lost digits; as they are written, the text has them.
  return wanted.every((value) =>
    typeof value === 'bigint' ? text.includes(String(value)) : numbers.has(Number(value)),
  );
}

function numbersOf(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  if (typeof value === 'string') return value.trim() === '' ? [] : [Number(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}

async function explainMatch(warehouse: Warehouse, event: Row): Promise<Lineage['match']> {
  const song = event.song === null ? null : String(event.song);
  const artist = event.artist === null ? null : String(event.artist);
  const { rows } = await queryFile(warehouse, 'lineage/candidates.sql', {
    song,
    artist,
    length: event.length ?? null,
  });
  if (rows.length > 0) return { ...explainChoice(rows, event), nearest: null };
  const { reason, nearest } = explain(song, artist, await readCatalogue(warehouse));
  const found = nearest();
  return {
    song_id: null,
    reason: `No song record has this title and this artist's name. ${reasons[reason]}.`,
    candidates: [],
    nearest:
      found === undefined
        ? null
        : { title: found.title, artist_name: found.artist_name, song_id: found.song_id },
  };
}
