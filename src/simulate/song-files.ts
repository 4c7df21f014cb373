import { writeFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { SongFile } from './faulty-songs.ts';
import type { OutputFolder } from './output-folder.ts';
import { shuffled } from './popularity.ts';
import { Random, streams } from './random.ts';
import type { Settings } from './settings.ts';
import type { Song } from './song-record.ts';

const filesAtOnce = 500;

/** The songs that `song_data/` describes: a share of the catalogue, by lot. */
export function describedSongs(songs: readonly Song[], { seed, catalogueShare }: Settings): readonly Song[] {
  const wanted = Math.round(songs.length * catalogueShare);
  if (wanted === songs.length) return songs;
  const order = shuffled(songs.length, new Random().seed(seed, streams.share));
  const chosen = order.slice(0, wanted).sort();
  return Array.from(chosen, (index) => songs[index] as Song);
}

export interface WriteSongsOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (written: number) => void;
  /** What to write in place of a song's record; the record itself in a clean simulation. */
  readonly spoil?: (song: Song, name: string) => SongFile;
}

/**
 * Writes `song_data/A/B/C/TRABC….json`, a file a song. Returns the bytes. Small files are written one after the other:
 * that takes half the time of a thread pool.
 */
export async function writeSongFiles(
  songs: readonly Song[],
  folder: OutputFolder,
  { signal, onProgress, spoil }: WriteSongsOptions,
): Promise<number> {
  let bytes = 0;
  for (const [index, song] of songs.entries()) {
    const name = songFileName(song.trackId);
    const file = spoil?.(song, name) ?? { name, content: Buffer.from(song.json) };
    writeFileSync(await folder.create(file.name), file.content);
    bytes += file.content.length;
    if (index % filesAtOnce === filesAtOnce - 1) {
      onProgress(index + 1);
      await setImmediate();
      signal?.throwIfAborted();
    }
  }
  return bytes;
}

function songFileName(trackId: string): string {
  return `song_data/${trackId[2]}/${trackId[3]}/${trackId[4]}/${trackId}.json`;
}
