import { bigint, type Definition, defineTable, double, integer, text } from './definition.ts';

/** The keys of the source's records feed the columns of their names, unless `from` names another. */
function fed<Columns extends Readonly<Record<string, Definition>>>(columns: Columns): Columns {
  const entries = Object.entries(columns).map(([name, column]) => [name, { from: name, ...column }]);
  return Object.fromEntries(entries) as Columns;
}

/** Where a row comes from. */
const origin = {
  file_id: integer('The file it came from.', { references: 'etl.files.file_id' }),
  line: bigint('Its 1-based line in that file; NULL where the engine read the whole file by itself.'),
};

/** A copy of the log data. */
export const stagingEventsTable = defineTable({
  name: 'staging_events',
  kind: 'staging',
  meaning: 'The log data, unchanged: one row for each log event.',
  distribution: { key: 'ts' },
  sortedBy: 'ts',
  required: ['page', 'ts', 'session_id', 'item_in_session'],
  columns: {
    ...fed({
      artist: text(1024, "The artist's name, of a play."),
      auth: text(64, 'Logged In, Logged Out, Cancelled or Guest.'),
      first_name: text(256, 'First name of the user.', { from: 'firstName' }),
      gender: text(64, 'F or M.'),
      item_in_session: integer('The number of the event in its session.', {
        from: 'itemInSession',
      }),
      last_name: text(256, 'Last name of the user.', { from: 'lastName' }),
      length: double('Seconds that the song lasts, of a play.'),
      level: text(64, 'free or paid.'),
      location: text(1024, 'Where the user was.'),
      method: text(64, 'GET or PUT.'),
      page: text(256, 'What the user did; NextSong is a play.'),
      registration: double('When the user registered, in epoch milliseconds.'),
      session_id: bigint('The session.', { from: 'sessionId' }),
      song: text(1024, "The song's title, of a play."),
      status: integer('The HTTP status.'),
      ts: bigint('When it happened, in epoch milliseconds.'),
      user_agent: text(4096, "The browser's own description of itself.", { from: 'userAgent' }),
      user_id: bigint('The user; NULL without a login.', { from: 'userId' }),
    }),
    ...origin,
  },
});

/** A copy of the song data. */
export const stagingSongsTable = defineTable({
  name: 'staging_songs',
  kind: 'staging',
  meaning: 'The song data, unchanged: one row for each song record.',
  distribution: { key: 'artist_id' },
  required: ['song_id', 'title', 'artist_id', 'artist_name', 'duration'],
  columns: {
    ...fed({
      num_songs: integer('Always 1 in the source.'),
      artist_id: text(64, 'The id of the artist.'),
      artist_latitude: double('Degrees north.'),
      artist_longitude: double('Degrees east.'),
      artist_location: text(1024, 'Where the artist comes from.'),
      artist_name: text(1024, 'The name under which the song was published; a play matches by it.'),
      song_id: text(64, 'The id of the song.'),
      title: text(1024, 'The title; a play matches by it.'),
      duration: double('Seconds.'),
      year: integer('The year of release; 0 where it is unknown.'),
    }),
    ...origin,
  },
});
