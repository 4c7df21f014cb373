import type { BlockMemory, EventBlock } from './event-block.ts';
import type { EventRecords } from './event-records.ts';
import type { LineParts, StateParts } from './line-parts.ts';
import type { Users } from './users.ts';

/** Characters that are joined before they are copied into the block: fewer, larger copies. */
const chunkLength = 4096;

/** Writes what happened in a slice as lines of JSON into `memory`, in order of time. */
export function writeLines(
  records: EventRecords,
  sliceStart: number,
  { users, parts, firstUserId, memory }: WriteLinesOptions,
): EventBlock {
  const order = records.inOrderOfTime(sliceStart);
  memory.reserve(order.length);
  let chunk = '';
  let chunkStart = 0;
  for (let line = 0; line < order.length; line++) {
    const record = order[line] ?? 0;
    const row = records.user[record] ?? 0;
    const ordinal = users.ordinal[row] ?? 0;
    const state = parts.states[records.state[record] ?? 0] as StateParts;
    const song = state.playsSong ? (records.song[record] ?? 0) : -1;
    const time = records.time[record] ?? 0;
    const item = records.item[record] ?? 0;

    chunk += state.showsUser
      ? knownHead(parts, state, users, row, song, item)
      : hiddenHead(parts, state, song, item);
    memory.splits[line] = chunkStart + chunk.length;
    chunk += tail(parts, state, song, time);
    chunk += state.showsUser
      ? `${parts.userAgents[users.userAgent[row] ?? 0]}${firstUserId + ordinal}"}\n`
      : ',"userAgent":null,"userId":""}\n';
    memory.ends[line] = chunkStart + chunk.length;
    memory.times[line] = time;
    memory.users[line] = records.first[record] === 1 ? ~ordinal : ordinal;
    if (chunk.length >= chunkLength) {
      chunkStart = flush(chunk, chunkStart, memory);
      chunk = '';
    }
  }
  flush(chunk, chunkStart, memory);
  const { times, users: owners, splits, ends, bytes } = memory;
  return { count: order.length, times, users: owners, splits, ends, bytes };
}

export interface WriteLinesOptions {
  readonly users: Users;
  readonly parts: LineParts;
  readonly firstUserId: number;
  readonly memory: BlockMemory;
}

function knownHead(
  parts: LineParts,
  state: StateParts,
  users: Users,
  row: number,
  song: number,
  item: number,
): string {
  const { artists, lengths } = parts.songs;
  const head = `${song < 0 ? '' : artists[song]}${state.heads[users.firstName[row] ?? 0]}${item}`;
  const middle = `${song < 0 ? '' : lengths[song]}${state.middles[users.metroArea[row] ?? 0]}`;
  const registration = digits(users.registration[row] ?? 0);
  return `${head}${parts.lastNames[users.lastName[row] ?? 0]}${middle}${registration}.0,"sessionId":`;
}

function hiddenHead(parts: LineParts, state: StateParts, song: number, item: number): string {
  const { artists, lengths } = parts.songs;
  return `${song < 0 ? '' : artists[song]}${state.heads[0]}${item},"lastName":null,"length":${song < 0 ? '' : lengths[song]}${state.middles[0]}`;
}

function tail(parts: LineParts, state: StateParts, song: number, time: number): string {
  return `${song < 0 ? '' : parts.songs.titles[song]}${state.beforeTime}${digits(time)}`;
}

const threeDigits = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, '0'));

/** A time in epoch milliseconds in decimal. Doubles beyond 31 bits are slow to print whole. */
function digits(time: number): string {
  if (time < 1e6) return String(time);
  const millions = Math.floor(time / 1e6);
  const rest = time - millions * 1e6;
  const thousands = (rest / 1000) | 0;
  return `${millions}${threeDigits[thousands]}${threeDigits[rest - thousands * 1000]}`;
}

function flush(chunk: string, start: number, memory: BlockMemory): number {
  memory.reserveBytes(start + chunk.length);
  memory.bytes.write(chunk, start, 'latin1');
  return start + chunk.length;
}
