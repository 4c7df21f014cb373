import type { Users } from './users.ts';

/** What each user will do next, by place in the order of arrival: all of a user that cannot be drawn again. */
export interface UserRows {
  readonly count: number;
  readonly nextTime: Float64Array;
  readonly songEnd: Float64Array;
  readonly nextSong: Int32Array;
  readonly nextItem: Int32Array;
  /** The id of the user's latest session that was written. */
  readonly session: Int32Array;
  readonly random: Int32Array;
  readonly nextState: Uint16Array;
  readonly sessionSeen: Uint8Array;
}

/** The columns of one partition, in its own order. */
export type PartitionRows = Omit<UserRows, 'session'> & { readonly ordinal: Int32Array };

/** Bytes of one user in {@link userRows}. */
export const bytesPerUser = 8 + 8 + 4 + 4 + 4 + 16 + 2 + 1;

/** Columns for `count` users over `bytes`, in the order of {@link UserRows}: the widest first, so that all are aligned. */
export function userRows(count: number, bytes: ArrayBufferLike, offset = 0): UserRows {
  let at = offset;
  const take = (width: number): number => {
    at += width * count;
    return at - width * count;
  };
  return {
    count,
    nextTime: new Float64Array(bytes, take(8), count),
    songEnd: new Float64Array(bytes, take(8), count),
    nextSong: new Int32Array(bytes, take(4), count),
    nextItem: new Int32Array(bytes, take(4), count),
    session: new Int32Array(bytes, take(4), count),
    random: new Int32Array(bytes, take(16), count * 4),
    nextState: new Uint16Array(bytes, take(2), count),
    sessionSeen: new Uint8Array(bytes, take(1), count),
  };
}

/** Gives the users of a partition what `rows` says of them. */
export function restore(users: Users, rows: UserRows): void {
  for (let row = 0; row < users.count; row++) {
    const ordinal = users.ordinal[row] ?? 0;
    users.nextTime[row] = rows.nextTime[ordinal] ?? Infinity;
    users.songEnd[row] = rows.songEnd[ordinal] ?? 0;
    users.nextSong[row] = rows.nextSong[ordinal] ?? 0;
    users.nextItem[row] = rows.nextItem[ordinal] ?? 0;
    users.nextState[row] = rows.nextState[ordinal] ?? 0;
    users.sessionSeen[row] = rows.sessionSeen[ordinal] ?? 0;
    users.random.set(rows.random.subarray(ordinal * 4, ordinal * 4 + 4), row * 4);
  }
}

/** The columns of a partition's users, cut to their number. */
export function partitionRows(users: Users): PartitionRows {
  const { count } = users;
  return {
    count,
    ordinal: users.ordinal.slice(0, count),
    nextTime: users.nextTime.slice(0, count),
    songEnd: users.songEnd.slice(0, count),
    nextSong: users.nextSong.slice(0, count),
    nextItem: users.nextItem.slice(0, count),
    random: users.random.slice(0, count * 4),
    nextState: users.nextState.slice(0, count),
    sessionSeen: users.sessionSeen.slice(0, count),
  };
}

/** Puts the partitions together, with the sessions by place in the order of arrival. */
export function joinRows(parts: readonly PartitionRows[], session: Int32Array): UserRows {
  const count = parts.reduce((total, part) => total + part.count, 0);
  const rows = userRows(count, new ArrayBuffer(count * bytesPerUser));
  rows.session.set(session.subarray(0, count));
  for (const part of parts) {
    part.ordinal.forEach((ordinal, row) => {
      rows.nextTime[ordinal] = part.nextTime[row] ?? 0;
      rows.songEnd[ordinal] = part.songEnd[row] ?? 0;
      rows.nextSong[ordinal] = part.nextSong[row] ?? 0;
      rows.nextItem[ordinal] = part.nextItem[row] ?? 0;
      rows.nextState[ordinal] = part.nextState[row] ?? 0;
      rows.sessionSeen[ordinal] = part.sessionSeen[row] ?? 0;
      rows.random.set(part.random.subarray(row * 4, row * 4 + 4), ordinal * 4);
    });
  }
  return rows;
}
