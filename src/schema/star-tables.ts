import { bigint, defineTable, double, integer, text, timestamp } from './definition.ts';

/** The star: the fact and its dimensions. */
export const starTables = [
  defineTable({
    name: 'songplays',
    kind: 'fact',
    meaning: 'One row for each play: a NextSong event, however often it was logged.',
    distribution: { key: 'start_time' },
    sortedBy: 'start_time',
    columns: {
      songplay_id: text(32, 'MD5 of ts|user_id|session_id|item_in_session: the same on every load.', {
        isKey: true,
        isRandom: true,
      }),
      start_time: timestamp('When the play began, UTC, to the millisecond.', {
        references: 'time.start_time',
      }),
      user_id: bigint('Who listened.', { references: 'users.user_id' }),
      level: text(64, 'free or paid, at the time of the play.'),
      song_id: text(64, 'The song that was played; NULL where no song record matches.', {
        references: 'songs.song_id',
        isOptional: true,
      }),
      artist_id: text(64, 'The artist of that song; NULL with it.', {
        references: 'artists.artist_id',
        isOptional: true,
      }),
      session_id: bigint("The listener's session; numbers repeat from listener to listener."),
      location: text(1024, 'Where the listener was, as the log says.'),
      user_agent: text(4096, "The browser's own description of itself."),
      item_in_session: integer('The number of its event in the session.'),
      song: text(1024, "The song's title, as the log says it, whether or not a song record matches."),
      artist: text(1024, "The artist's name, as the log says it."),
      length: double('Seconds that the song lasts, as the log says it.'),
    },
  }),
  defineTable({
    name: 'users',
    kind: 'dimension',
    meaning: 'One row for each user who appears in the log, as the newest event shows them.',
    distribution: 'all',
    sortedBy: 'user_id',
    columns: {
      user_id: bigint('The number of the user.', { isKey: true }),
      first_name: text(256, 'First name.'),
      last_name: text(256, 'Last name.'),
      gender: text(64, 'F or M, as the log says.'),
      level: text(64, 'free or paid, at the newest event.'),
    },
  }),
  defineTable({
    name: 'songs',
    kind: 'dimension',
    meaning: 'One row for each song of the song data.',
    distribution: 'all',
    sortedBy: 'song_id',
    columns: {
      song_id: text(64, 'The id of the song.', { isKey: true }),
      title: text(1024, 'Its title.'),
      artist_id: text(64, 'Who recorded it.', { references: 'artists.artist_id' }),
      year: integer('The year of release; NULL where it is unknown.'),
      duration: double('Its length in seconds.'),
    },
  }),
  defineTable({
    name: 'artists',
    kind: 'dimension',
    meaning: 'One row for each artist of the song data, under the name used most.',
    distribution: 'all',
    sortedBy: 'artist_id',
    columns: {
      artist_id: text(64, 'The id of the artist.', { isKey: true }),
      name: text(1024, 'The name on most of the songs.'),
      location: text(1024, 'Where the artist comes from; NULL where it is unknown.'),
      latitude: double('Degrees north.'),
      longitude: double('Degrees east.'),
    },
  }),
  defineTable({
    name: 'time',
    kind: 'dimension',
    meaning: 'One row for each distinct play start (UTC), split into date parts.',
    distribution: { key: 'start_time' },
    sortedBy: 'start_time',
    columns: {
      start_time: timestamp('The start of a play, UTC.', { isKey: true }),
      hour: integer('0 to 23.'),
      day: integer('Day of the month.'),
      week: integer('ISO week, 1 to 53.'),
      month: integer('1 to 12.'),
      year: integer('The year.'),
      weekday: integer('0 is Sunday, 6 is Saturday.'),
    },
  }),
] as const;
