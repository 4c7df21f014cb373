import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { readProblem } from '../file-problem.ts';
import { isDataFile } from '../sources/data-file.ts';
import type { Song } from './song-record.ts';

const played = z.object({
  title: z.union([z.string(), z.number()]),
  artist_name: z.union([z.string(), z.number()]),
  duration: z.number().positive(),
});

/** The songs of a folder, and a fingerprint that changes with any of them. */
export interface ReadCatalogue {
  readonly songs: readonly Song[];
  readonly fingerprint: string;
}

const filesAtOnce = 64;

/**
 * Reads a catalogue of songs from a folder of song files, of any depth. Throws a {@link UsageError} where there are
 * none, and where a record lacks what a play needs.
 */
export async function readCatalogue(folder: string, signal?: AbortSignal): Promise<ReadCatalogue> {
  const files = await listSongFiles(folder);
  const hash = createHash('sha256');
  const songs: Song[] = [];
  for (let start = 0; start < files.length; start += filesAtOnce) {
    signal?.throwIfAborted();
    const batch = files.slice(start, start + filesAtOnce);
    const contents = await Promise.all(batch.map((file) => readText(join(folder, file))));
    contents.forEach((content, index) => {
      hash.update(content);
      songs.push(...parseSongs(content, batch[index] ?? '', start + index));
    });
  }
  if (songs.length === 0) {
    throw new UsageError('SPK-904', `${folder} holds no song files.`, {
      hints: [
        '--songs takes a folder of song metadata: JSON files, one object a line.',
        'Leave --songs out and songs are made up.',
      ],
    });
  }
  return { songs, fingerprint: hash.digest('hex') };
}

async function listSongFiles(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder, { recursive: true });
    return names
      .map((name) => name.replaceAll('\\', '/'))
      .filter(isDataFile)
      .sort();
  } catch (cause) {
    throw new UsageError('SPK-904', `The folder of songs ${folder} cannot be read: ${readProblem(cause)}.`, {
      cause,
    });
  }
}

async function readText(path: string): Promise<string> {
  const bytes = await readFile(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function parseSongs(content: string, file: string, fileNumber: number): Song[] {
  const lines = content.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.map((json, index) => {
    const { title, artist_name, duration } = parseSong(json, `${file} line ${index + 1}`);
    return {
      trackId: lines.length === 1 ? trackId(file, fileNumber) : trackId('', fileNumber * 1000 + index),
      json,
      title: String(title),
      artistName: String(artist_name),
      duration,
    };
  });
}

function parseSong(json: string, place: string): z.infer<typeof played> {
  try {
    return played.parse(JSON.parse(json));
  } catch (cause) {
    throw new UsageError(
      'SPK-904',
      `${place}: a song needs a title, an artist_name and a duration in seconds.`,
      {
        cause,
        details: [json.slice(0, 200)],
      },
    );
  }
}

/** The track a file is named for, or one for a file that is not named for its track. */
function trackId(file: string, number: number): string {
  const [, name] = /(TR[A-Z0-9]{16})\.json(\.gz)?$/.exec(basename(file)) ?? [];
  if (name !== undefined) return name;
  const hash = createHash('sha256').update(String(number)).digest();
  return `TR${Array.from(hash.subarray(0, 16), (byte) => String.fromCharCode(65 + (byte % 26))).join('')}`;
}
