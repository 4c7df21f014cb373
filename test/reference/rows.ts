/** Log data or song data: which staging table a file feeds. */
export type DataSet = 'logs' | 'songs';

/** A file of the source with its bytes as they are stored: a `.gz` file still compressed. */
export interface ReferenceFile {
  readonly location: string;
  readonly dataSet: DataSet;
  readonly bytes: Uint8Array;
}

/** What follows the colon is the source's key: `type:ts`, `missing:userId`. */
export type RejectionCode =
  | 'bad_utf8'
  | 'nul'
  | 'bad_json'
  | 'not_object'
  | 'too_long'
  | 'too_deep'
  | 'lone_surrogate'
  | `type:${string}`
  | `range:${string}`
  | `fraction:${string}`
  | `missing:${string}`;

/** A rejected record. `line` counts from 1, and is the one on which it begins; `byte_offset` counts from 0. */
export interface RejectedPiece {
  readonly location: string;
  readonly line: number;
  readonly byte_offset: number;
  readonly code: RejectionCode;
  readonly reason?: string;
}

/** `records = staged + rejected`, and `bytes = stagedBytes + rejectedBytes + betweenBytes`. */
export interface FileCounts {
  readonly location: string;
  readonly dataSet: DataSet;
  readonly records: number;
  readonly lines: number;
  readonly staged: number;
  readonly rejected: number;
  readonly blank: number;
  readonly bytes: number;
  readonly stagedBytes: number;
  readonly rejectedBytes: number;
  readonly betweenBytes: number;
}

/** A row of `staging_events`: members in the order of the columns. `ts` is in milliseconds. */
export interface StagedEvent {
  readonly artist: string | null;
  readonly auth: string | null;
  readonly first_name: string | null;
  readonly gender: string | null;
  readonly item_in_session: number;
  readonly last_name: string | null;
  readonly length: number | null;
  readonly level: string | null;
  readonly location: string | null;
  readonly method: string | null;
  readonly page: string;
  readonly registration: number | null;
  readonly session_id: bigint;
  readonly song: string | null;
  readonly status: number | null;
  readonly ts: bigint;
  readonly user_agent: string | null;
  readonly user_id: bigint | null;
}

/** A row of `staging_songs`: members in the order of the columns. `duration` is in seconds. */
export interface StagedSong {
  readonly num_songs: number | null;
  readonly artist_id: string;
  readonly artist_latitude: number | null;
  readonly artist_longitude: number | null;
  readonly artist_location: string | null;
  readonly artist_name: string;
  readonly song_id: string;
  readonly title: string;
  readonly duration: number;
  readonly year: number | null;
}

/** `start_time` is UTC, written `2018-11-30 19:54:24.796`. */
export interface SongplayRow {
  readonly songplay_id: string;
  readonly start_time: string;
  readonly user_id: bigint;
  readonly level: string | null;
  readonly song_id: string | null;
  readonly artist_id: string | null;
  readonly session_id: bigint;
  readonly location: string | null;
  readonly user_agent: string | null;
  readonly item_in_session: number;
  readonly song: string | null;
  readonly artist: string | null;
  readonly length: number | null;
}

export interface UserRow {
  readonly user_id: bigint;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly gender: string | null;
  readonly level: string | null;
}

export interface SongRow {
  readonly song_id: string;
  readonly title: string;
  readonly artist_id: string;
  readonly year: number | null;
  readonly duration: number;
}

export interface ArtistRow {
  readonly artist_id: string;
  readonly name: string;
  readonly location: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** `week` is ISO 8601's; `weekday` 0 is Sunday. */
export interface TimeRow {
  readonly start_time: string;
  readonly hour: number;
  readonly day: number;
  readonly week: number;
  readonly month: number;
  readonly year: number;
  readonly weekday: number;
}

export interface StarRows {
  readonly songplays: readonly SongplayRow[];
  readonly users: readonly UserRow[];
  readonly songs: readonly SongRow[];
  readonly artists: readonly ArtistRow[];
  readonly time: readonly TimeRow[];
}
