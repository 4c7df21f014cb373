import { gzipSync } from 'node:zlib';
import { songKeys, spoilLine } from './fault-kinds.ts';
import type { FaultKey } from './faults.ts';
import { bytesOf } from './line-parts.ts';
import { Random, streams } from './random.ts';
import type { Settings } from './settings.ts';
import type { Song } from './song-record.ts';

/** A song file as it is written. */
export interface SongFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** One fault in ten is of the file rather than of the record. */
const fileShare = 0.1;

/** Makes song files with faults at the rate that `settings` asks for, the same ones every time. */
export function faultySongs(
  key: FaultKey,
  { seed, dirty }: Settings,
): (song: Song, name: string) => SongFile {
  const random = new Random().seed(seed, streams.songFaults);
  return (song, name) => {
    const record = Buffer.from(song.json);
    if (random.uniform() >= dirty) return { name, content: record };
    if (random.uniform() < fileShare)
      return random.below(2) === 0 ? pack(key, name, record) : mark(key, name, record);
    const { fault, lines } = spoilLine(bytesOf(song.json), songKeys, random);
    key.add({ file: name, line: lines.length, kind: fault.kind, rejected: fault.rejected });
    const ended = lines.length > 1 || fault.kind === 'crlf' ? `${lines.join('\n')}\n` : lines.join('\n');
    return { name, content: Buffer.from(ended, 'latin1') };
  };
}

function pack(key: FaultKey, name: string, record: Buffer): SongFile {
  key.add({ file: `${name}.gz`, line: 0, kind: 'gzip', rejected: false });
  return { name: `${name}.gz`, content: gzipSync(record) };
}

function mark(key: FaultKey, name: string, record: Buffer): SongFile {
  key.add({ file: name, line: 1, kind: 'byte-order-mark', rejected: false });
  return { name, content: Buffer.concat([Buffer.from('\ufeff'), record]) };
}
