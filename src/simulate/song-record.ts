/** A song of a catalogue: its record in `song_data/`, and what the log says when it is played. */
export interface Song {
  /** `TR` and 16 capitals or digits: the name of its file. */
  readonly trackId: string;
  /** The record as it is in the file. */
  readonly json: string;
  readonly title: string;
  readonly artistName: string;
  /** Seconds. */
  readonly duration: number;
}

/** A record of the song data; text may be a number, which stages as its text. */
export interface SongFields {
  readonly num_songs: number;
  readonly artist_id: string;
  readonly artist_latitude: number | null;
  readonly artist_longitude: number | null;
  readonly artist_location: string;
  readonly artist_name: string | number;
  readonly song_id: string;
  readonly title: string | number;
  readonly duration: number;
  readonly year: number;
}

/** The record as the real song files write it: ASCII, with blanks after commas and colons, and no end of line. */
export function songJson(fields: SongFields): string {
  const cells = Object.entries(fields).map(([key, value]) => `"${key}": ${asciiJson(value)}`);
  return `{${cells.join(', ')}}`;
}

function asciiJson(value: string | number | null): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
