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

/** The columns as they lie behind each other, the widest first, so that all are aligned; numbers of a user in each. */
const columns = [
  ['nextTime', Float64Array, 1],
  ['songEnd', Float64Array, 1],
  ['nextSong', Int32Array, 1],
  ['nextItem', Int32Array, 1],
  ['session', Int32Array, 1],
  ['random', Int32Array, 4],
  ['nextState', Uint16Array, 1],
  ['sessionSeen', Uint8Array, 1],
] as const;

/** Bytes of one user in {@link userRows}. */
export const bytesPerUser = columns.reduce(
  (sum, [, Column, width]) => sum + Column.BYTES_PER_ELEMENT * width,
  0,
);

/** Columns for `count` users over `bytes`. */
export function userRows(count: number, bytes: ArrayBufferLike): UserRows {
  let at = 0;
  const made = columns.map(([name, Column, width]) => {
    const column = new Column(bytes as ArrayBuffer, at, count * width);
    at += column.byteLength;
    return [name, column];
  });
  return { count, ...Object.fromEntries(made) };
}

/** The columns that `Users` has too: sessions are numbered where the partitions are merged. */
type OwnColumn = Exclude<(typeof columns)[number][0], 'session'>;
type OwnColumns = Readonly<Record<OwnColumn, Float64Array | Int32Array | Uint16Array | Uint8Array>>;
const ownColumns = columns.flatMap(([name, , width]) => (name === 'session' ? [] : [{ name, width }]));

/** Copies rows: the n-th of `sourceRows` becomes the n-th of `targetRows`. */
function copyRows(
  [source, sourceRows]: readonly [OwnColumns, Int32Array],
  [target, targetRows]: readonly [OwnColumns, Int32Array],
): void {
  for (const { name, width } of ownColumns) {
    const [from, to] = [source[name], target[name]];
    sourceRows.forEach((row, index) => {
      const place = (targetRows[index] ?? 0) * width;
      for (let word = 0; word < width; word++) to[place + word] = from[row * width + word] ?? 0;
    });
  }
}

/** Gives the users of a partition what `rows` says of them. */
export function restore(users: Users, rows: UserRows): void {
  const ordinals = users.ordinal.subarray(0, users.count);
  copyRows([rows, ordinals], [users, ordinals.map((_, row) => row)]);
}

/** The columns of a partition's users, cut to their number. */
export function partitionRows(users: Users): PartitionRows {
  const { count } = users;
  const cut = ownColumns.map(({ name, width }) => [name, users[name].slice(0, count * width)]);
  return { count, ordinal: users.ordinal.slice(0, count), ...Object.fromEntries(cut) };
}

/** Puts the partitions together, with the sessions by place in the order of arrival. */
export function joinRows(parts: readonly PartitionRows[], session: Int32Array): UserRows {
  const count = parts.reduce((total, part) => total + part.count, 0);
  const rows = userRows(count, new ArrayBuffer(count * bytesPerUser));
  rows.session.set(session.subarray(0, count));
  for (const part of parts) copyRows([part, part.ordinal.map((_, row) => row)], [rows, part.ordinal]);
  return rows;
}
