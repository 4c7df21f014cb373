import { metroAreas } from './metro-areas.ts';
import { femaleNames, lastNames, maleNames } from './people.ts';
import { Random, runningTotals, streams } from './random.ts';
import { type Song, songJson } from './song-record.ts';
import { adjectives, commonTitles, foreignWords, nouns, places, titleEndings, verbs } from './song-words.ts';

interface Artist {
  readonly id: string;
  readonly name: string | number;
  /** The name on records with a guest; the same as `name` for most. */
  readonly otherName: string | number;
  readonly location: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** Songs for each folder of `song_data/`, as far as the 26 x 26 x 26 folders go. */
const songsPerFolder = 40;

/**
 * Makes up a catalogue of songs. It has what real song data has: artists under several names, locations and years that
 * are missing, titles that many artists use, songs twice on different albums, numbers where text is expected.
 */
export function inventCatalogue(count: number, seed: number): readonly Song[] {
  const random = new Random().seed(seed, streams.catalogue);
  const artists = Array.from({ length: Math.ceil(count * 0.45) }, () => inventArtist(random));
  const output = runningTotals(artists.map((_, rank) => (rank + 10) ** -0.5));
  const folders = Math.min(26 ** 3, Math.ceil(count / songsPerFolder));
  const songs: Song[] = [];
  for (let index = 0; index < count; index++) {
    const artist = artists[random.weighted(output)];
    if (artist === undefined) break;
    const album = random.uniform() < 0.01 ? songs.at(-1) : undefined;
    const trackId = `TR${letters(Math.floor((index * folders) / count), 3)}${letters(random.below(26 ** 2), 2)}128F${hex(random, 7)}`;
    songs.push(
      album === undefined ? inventSong(random, artist, trackId) : otherVersion(random, album, trackId),
    );
  }
  return songs;
}

function inventArtist(random: Random): Artist {
  const name = random.uniform() < 0.002 ? 100 + random.below(900) : artistName(random);
  const place = inventPlace(random);
  return {
    id: `AR${letters(random.below(26 ** 5), 5)}1187${hex(random, 7)}`,
    name,
    otherName: otherName(random, name),
    ...place,
  };
}

function artistName(random: Random): string {
  const pick = random.below(20);
  const noun = random.pick(nouns);
  if (pick < 6) return `${random.pick(pick % 2 === 0 ? femaleNames : maleNames)} ${random.pick(lastNames)}`;
  if (pick < 10) return `The ${random.pick(adjectives)} ${noun}s`;
  if (pick < 13) return `${random.pick(adjectives)} ${noun}`;
  if (pick < 14) return `${random.pick(maleNames)} & The ${noun}s`;
  if (pick < 15) return `${noun}/${random.pick(nouns)}`;
  if (pick < 16) return `DJ ${noun}`;
  if (pick < 17) return `${random.pick(foreignWords)} ${random.below(2) === 0 ? noun : ''}`.trim();
  if (pick < 18) return `${noun} ${random.below(90) + 10}`;
  return `${noun}${random.pick(nouns).toLowerCase()}`;
}

function otherName(random: Random, name: string | number): string | number {
  const pick = random.below(30);
  if (pick === 0) return `${name} featuring ${artistName(random)}`;
  if (pick === 1) return `${name} / ${artistName(random)} / ${artistName(random)}`;
  if (pick === 2) return `${name};${artistName(random)}`;
  if (pick === 3) return `${name} & His Orchestra`;
  return name;
}

/** More than half of the artists have no location, and somewhat more have no coordinates. */
function inventPlace(random: Random): Pick<Artist, 'location' | 'latitude' | 'longitude'> {
  const pick = random.uniform();
  const metro = metroAreas[random.below(metroAreas.length)];
  const known = metro !== undefined && pick < 0.36;
  const latitude = known ? rounded(metro.latitude + random.uniform() * 0.1) : null;
  const longitude = known ? rounded(metro.longitude + random.uniform() * 0.1) : null;
  if (pick < 0.02 || pick > 0.44 || metro === undefined) return { location: '', latitude, longitude };
  const elsewhere = pick >= 0.36 && random.below(2) === 0;
  return {
    location: elsewhere ? random.pick(places) : metro.name.replace(/-[^,]*/, ''),
    latitude,
    longitude,
  };
}

function inventSong(random: Random, artist: Artist, trackId: string): Song {
  const guest = random.uniform() < 0.3;
  const title = random.uniform() < 0.003 ? 1900 + random.below(150) : inventTitle(random);
  const fields = {
    num_songs: 1,
    artist_id: artist.id,
    artist_latitude: artist.latitude,
    artist_longitude: artist.longitude,
    artist_location: random.uniform() < 0.05 ? '' : artist.location,
    artist_name: guest ? artist.otherName : artist.name,
    song_id: `SO${letters(random.below(26 ** 5), 5)}12A${hex(random, 8)}`,
    title,
    duration: duration(random),
    year: random.uniform() < 0.6 ? 0 : 2010 - Math.min(60, Math.floor(random.exponential(10))),
  };
  return {
    trackId,
    json: songJson(fields),
    title: String(title),
    artistName: String(fields.artist_name),
    duration: fields.duration,
  };
}

/** The same title by the same artist again: another song, of another length. */
function otherVersion(random: Random, song: Song, trackId: string): Song {
  const length = duration(random);
  const id = `SO${letters(random.below(26 ** 5), 5)}12A${hex(random, 8)}`;
  const json = song.json
    .replace(/("song_id": )"[^"]*"/, `$1"${id}"`)
    .replace(/("duration": )[\d.]+/, `$1${length}`);
  return { ...song, trackId, json, duration: length };
}

function inventTitle(random: Random): string {
  const ending = random.uniform() < 0.15 ? random.pick(titleEndings) : '';
  return titleWords(random) + ending;
}

function titleWords(random: Random): string {
  const pick = random.below(24);
  const noun = random.pick(nouns);
  if (pick < 2) return random.pick(commonTitles);
  if (pick < 8) return `${random.pick(adjectives)} ${noun}`;
  if (pick < 11) return `${noun} of the ${random.pick(adjectives)} ${random.pick(nouns)}`;
  if (pick < 14) return `${random.pick(verbs)} Me to the ${noun}`;
  if (pick < 17) return `Don't ${random.pick(verbs)} the ${noun}`;
  if (pick < 19) return `${random.pick(verbs)} and ${random.pick(verbs)}`;
  if (pick < 20) return `${noun}'s ${random.pick(nouns)}, Pt. ${random.below(4) + 1}`;
  if (pick < 21) return `She Said "${random.pick(verbs)}"`;
  if (pick < 22) return `${random.pick(foreignWords)} ${noun}`;
  if (pick < 23) return `${noun} / ${random.pick(nouns)}`;
  return noun;
}

/** Lognormal around four minutes, as the plays of the real logs are: 5 % below 140 s, 5 % above 400 s. */
function duration(random: Random): number {
  return rounded(Math.min(2594, Math.max(15.5, 236 * Math.exp(0.32 * random.normal()))));
}

function rounded(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}

/** A number as letters, the last letter counting fastest. */
function letters(number: number, length: number): string {
  let text = '';
  for (let rest = number; text.length < length; rest = Math.floor(rest / 26)) {
    text = String.fromCharCode(65 + (rest % 26)) + text;
  }
  return text;
}

function hex(random: Random, length: number): string {
  return Array.from({ length }, () => random.below(16).toString(16).toUpperCase()).join('');
}
