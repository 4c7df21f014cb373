import { ownTablesMeaning } from './own-tables-meaning.ts';

/** What a table is to the model. */
export type TableKind = 'fact' | 'dimension' | 'staging' | 'books' | 'own';

/** A column, in words. */
export interface ColumnMeaning {
  readonly meaning: string;
  /** Part of what tells one row from every other one. */
  readonly isKey?: boolean;
  /** The table and column whose row it names, such as `users.user_id`. */
  readonly references?: string;
}

export interface TableMeaning {
  readonly name: string;
  readonly kind: TableKind;
  /** Grain and purpose. */
  readonly meaning: string;
  readonly columns: Readonly<Record<string, ColumnMeaning>>;
}

const fileId: ColumnMeaning = { meaning: 'The file it came from.', references: 'etl.files.file_id' };
const line: ColumnMeaning = {
  meaning: 'Its 1-based line in that file; NULL where the engine read the whole file by itself.',
};
const runId: ColumnMeaning = { meaning: 'The run that loaded it.', references: 'etl.runs.run_id' };

/** Every table and column in words; semantics.md holds the rules behind them. */
export const tableMeanings: readonly TableMeaning[] = [
  {
    name: 'songplays',
    kind: 'fact',
    meaning: 'One row for each play: a NextSong event, however often it was logged.',
    columns: {
      songplay_id: {
        meaning: 'MD5 of ts|user_id|session_id|item_in_session: the same on every load.',
        isKey: true,
      },
      start_time: { meaning: 'When the play began, UTC, to the millisecond.', references: 'time.start_time' },
      user_id: { meaning: 'Who listened.', references: 'users.user_id' },
      level: { meaning: 'free or paid, at the time of the play.' },
      song_id: {
        meaning: 'The song that was played; NULL where no song record matches.',
        references: 'songs.song_id',
      },
      artist_id: { meaning: 'The artist of that song; NULL with it.', references: 'artists.artist_id' },
      session_id: { meaning: "The listener's session; numbers repeat from listener to listener." },
      location: { meaning: 'Where the listener was, as the log says.' },
      user_agent: { meaning: "The browser's own description of itself." },
      item_in_session: { meaning: 'The number of its event in the session.' },
      song: { meaning: "The song's title, as the log says it, whether or not a song record matches." },
      artist: { meaning: "The artist's name, as the log says it." },
      length: { meaning: 'Seconds that the song lasts, as the log says it.' },
    },
  },
  {
    name: 'users',
    kind: 'dimension',
    meaning: 'One row for each user who appears in the log, as the newest event shows them.',
    columns: {
      user_id: { meaning: 'The number of the user.', isKey: true },
      first_name: { meaning: 'First name.' },
      last_name: { meaning: 'Last name.' },
      gender: { meaning: 'F or M, as the log says.' },
      level: { meaning: 'free or paid, at the newest event.' },
    },
  },
  {
    name: 'songs',
    kind: 'dimension',
    meaning: 'One row for each song of the song data.',
    columns: {
      song_id: { meaning: 'The id of the song.', isKey: true },
      title: { meaning: 'Its title.' },
      artist_id: { meaning: 'Who recorded it.', references: 'artists.artist_id' },
      year: { meaning: 'The year of release; NULL where it is unknown.' },
      duration: { meaning: 'Its length in seconds.' },
    },
  },
  {
    name: 'artists',
    kind: 'dimension',
    meaning: 'One row for each artist of the song data, under the name used most.',
    columns: {
      artist_id: { meaning: 'The id of the artist.', isKey: true },
      name: { meaning: 'The name on most of the songs.' },
      location: { meaning: 'Where the artist comes from; NULL where it is unknown.' },
      latitude: { meaning: 'Degrees north.' },
      longitude: { meaning: 'Degrees east.' },
    },
  },
  {
    name: 'time',
    kind: 'dimension',
    meaning: 'One row for each distinct play start (UTC), split into date parts.',
    columns: {
      start_time: { meaning: 'The start of a play, UTC.', isKey: true },
      hour: { meaning: '0 to 23.' },
      day: { meaning: 'Day of the month.' },
      week: { meaning: 'ISO week, 1 to 53.' },
      month: { meaning: '1 to 12.' },
      year: { meaning: 'The year.' },
      weekday: { meaning: '0 is Sunday, 6 is Saturday.' },
    },
  },
  {
    name: 'staging_events',
    kind: 'staging',
    meaning: 'The log data, unchanged: one row for each log event.',
    columns: {
      artist: { meaning: "The artist's name, of a play." },
      auth: { meaning: 'Logged In, Logged Out, Cancelled or Guest.' },
      first_name: { meaning: 'First name of the user.' },
      gender: { meaning: 'F or M.' },
      item_in_session: { meaning: 'The number of the event in its session.' },
      last_name: { meaning: 'Last name of the user.' },
      length: { meaning: 'Seconds that the song lasts, of a play.' },
      level: { meaning: 'free or paid.' },
      location: { meaning: 'Where the user was.' },
      method: { meaning: 'GET or PUT.' },
      page: { meaning: 'What the user did; NextSong is a play.' },
      registration: { meaning: 'When the user registered, in epoch milliseconds.' },
      session_id: { meaning: 'The session.' },
      song: { meaning: "The song's title, of a play." },
      status: { meaning: 'The HTTP status.' },
      ts: { meaning: 'When it happened, in epoch milliseconds.' },
      user_agent: { meaning: "The browser's own description of itself." },
      user_id: { meaning: 'The user; NULL without a login.' },
      file_id: fileId,
      line,
    },
  },
  {
    name: 'staging_songs',
    kind: 'staging',
    meaning: 'The song data, unchanged: one row for each song record.',
    columns: {
      num_songs: { meaning: 'Always 1 in the source.' },
      artist_id: { meaning: 'The id of the artist.' },
      artist_latitude: { meaning: 'Degrees north.' },
      artist_longitude: { meaning: 'Degrees east.' },
      artist_location: { meaning: 'Where the artist comes from.' },
      artist_name: { meaning: 'The name under which the song was published; a play matches by it.' },
      song_id: { meaning: 'The id of the song.' },
      title: { meaning: 'The title; a play matches by it.' },
      duration: { meaning: 'Seconds.' },
      year: { meaning: 'The year of release; 0 where it is unknown.' },
      file_id: fileId,
      line,
    },
  },
  {
    name: 'etl.runs',
    kind: 'books',
    meaning: 'One row for each run that was published.',
    columns: {
      run_id: { meaning: 'The number of the run.', isKey: true },
      attempt_id: { meaning: 'Unique for each attempt to publish a run.' },
      started_at: { meaning: 'UTC.' },
      finished_at: { meaning: 'UTC.' },
      logs_location: { meaning: 'The location of the log data.' },
      songs_location: { meaning: 'The location of the song data.' },
      version: { meaning: 'The version of sparkify.' },
      engine_version: { meaning: 'The engine and its version.' },
      files_seen: { meaning: 'Files found in the source.' },
      files_new: { meaning: 'Of these, loaded for the first time.' },
      files_changed: { meaning: 'Loaded again, since their content changed.' },
      files_removed: { meaning: 'Removed, since they are missing (--prune).' },
      files_unchanged: { meaning: 'Left as they were.' },
      skipped: { meaning: 'Files not taken for data, counted by ending; NULL where none was skipped.' },
      records: { meaning: 'Records read in this run: staged + rejected.' },
      lines: { meaning: 'Lines read in this run.' },
      blank: { meaning: 'Blank lines.' },
      staged: { meaning: 'Records staged.' },
      rejected: { meaning: 'Rejected records.' },
      bytes: { meaning: 'Bytes read in this run, decompressed.' },
      plays_from_events: { meaning: 'NextSong events in staging after the run.' },
      songplays: { meaning: 'Plays in the star after the run.' },
      matched: { meaning: 'Of these, with a song.' },
      log_jsonpath: { meaning: 'The JSONPaths file of the log data, or auto; NULL where there was none.' },
      song_jsonpath: { meaning: 'The same for the song data.' },
    },
  },
  {
    name: 'etl.checks',
    kind: 'books',
    meaning: 'One row for each check of each run that was published.',
    columns: {
      run_id: { ...runId, meaning: 'The run that was checked.', isKey: true },
      name: { meaning: 'The name of the check: its file, without .sql.', isKey: true },
      bad_rows: { meaning: 'Bad rows that it found; a run is published only if there is none.' },
      checked_at: { meaning: 'UTC.' },
    },
  },
  {
    name: 'etl.migrations',
    kind: 'books',
    meaning: 'One row for each version that the tables were made in or brought to; the last is theirs.',
    columns: {
      version: { meaning: 'The version of the tables.', isKey: true },
      name: { meaning: 'The migration that brought them to it, or "new tables".' },
      applied_at: { meaning: 'When a migration brought them to it, UTC; NULL for new tables.' },
      applied_by: { meaning: 'The version of sparkify that did so.' },
    },
  },
  ownTablesMeaning,
  {
    name: 'etl.files',
    kind: 'books',
    meaning: 'One row for each loaded file.',
    columns: {
      file_id: { meaning: 'The number of the file.', isKey: true },
      run_id: runId,
      data_set: { meaning: 'logs or songs.' },
      location: { meaning: 'Where it is.' },
      size: { meaning: 'Bytes.' },
      fingerprint: { meaning: 'Differs whenever the content may differ.' },
      content_hash: { meaning: 'Equal for equal bytes.' },
      records: { meaning: 'Records in the file: staged + rejected.' },
      lines: { meaning: 'Lines; a record may take several, and a line may hold several.' },
      staged: { meaning: 'Records staged.' },
      rejected: { meaning: 'Rejected records.' },
      blank: { meaning: 'Blank lines.' },
      bytes: { meaning: 'Bytes, decompressed: staged_bytes + rejected_bytes + between_bytes.' },
      staged_bytes: { meaning: 'Bytes of the staged records.' },
      rejected_bytes: { meaning: 'Bytes of the rejected records.' },
      between_bytes: { meaning: 'White space, a byte order mark, brackets and commas of an array.' },
      copy_group_id: { meaning: 'Of files that one COPY loaded, the first: it has the counts of all.' },
      read_again: { meaning: 'Whether the next run reads it again although it has not changed.' },
    },
  },
  {
    name: 'etl.rejected_records',
    kind: 'books',
    meaning: 'One row for each rejected record.',
    columns: {
      file_id: { ...fileId, isKey: true },
      run_id: runId,
      line: { meaning: 'The 1-based line on which it begins.' },
      byte_offset: { meaning: 'Its first byte in the decompressed file, counted from 0.', isKey: true },
      code: { meaning: 'The reason, in a word.' },
      reason: { meaning: 'The reason, in a sentence.' },
      raw_line: { meaning: 'The record as it was.' },
      encoding: {
        meaning: 'utf-8, or base64 where the record is no text; with "cut" where only its beginning fits.',
      },
    },
  },
];
