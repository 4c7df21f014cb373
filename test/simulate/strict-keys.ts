/** What the staging tables hold, as the rules of the input have it. */
interface Keys {
  readonly required: readonly string[];
  readonly numbers: Readonly<Record<string, 'integer' | 'bigint' | 'double'>>;
  readonly texts: readonly string[];
}

export const eventKeys: Keys = {
  required: ['page', 'ts', 'sessionId', 'itemInSession'],
  numbers: {
    itemInSession: 'integer',
    sessionId: 'integer',
    status: 'integer',
    userId: 'integer',
    ts: 'bigint',
    length: 'double',
    registration: 'double',
  },
  texts: 'artist auth firstName gender lastName level location method page song userAgent'.split(' '),
};

export const songKeys: Keys = {
  required: ['song_id', 'title', 'artist_id', 'artist_name', 'duration'],
  numbers: {
    num_songs: 'integer',
    year: 'integer',
    duration: 'double',
    artist_latitude: 'double',
    artist_longitude: 'double',
  },
  texts: 'artist_id artist_location artist_name song_id title'.split(' '),
};
