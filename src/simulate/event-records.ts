import { doubleColumns } from './users.ts';

const rowBits = 2 ** 22;

/** What happened in a slice of time, user by user: a column for each property, a row for each event. */
export class EventRecords {
  /** The most events that a slice may have, so that a time and a row fit into one double. */
  static readonly limit = rowBits;
  /** The longest slice, in milliseconds, for the same reason: 24 days. */
  static readonly longestSlice = 2 ** 31;

  count = 0;
  time = new Float64Array(4096);
  /** The row in `Users`. */
  user = new Int32Array(4096);
  state = new Uint16Array(4096);
  song = new Int32Array(4096);
  item = new Int32Array(4096);
  /** Whether it is the first event of its session that is written. */
  first = new Uint8Array(4096);
  private keys = new Float64Array(4096);

  clear(): void {
    this.count = 0;
  }

  add(time: number, user: number, state: number, song: number, item: number, first: boolean): void {
    if (this.count === this.time.length) this.grow();
    const row = this.count++;
    this.time[row] = time;
    this.user[row] = user;
    this.state[row] = state;
    this.song[row] = song;
    this.item[row] = item;
    this.first[row] = first ? 1 : 0;
  }

  /**
   * The rows in order of time, then user, then the user's own order. The keys sort as numbers, with the row in their
   * low bits: the rows were added user by user, so that equal times keep that order.
   */
  inOrderOfTime(sliceStart: number): Int32Array {
    const keys = this.keys.subarray(0, this.count);
    for (let row = 0; row < keys.length; row++) {
      keys[row] = ((this.time[row] ?? 0) - sliceStart) * rowBits + row;
    }
    keys.sort();
    const rows = new Int32Array(keys.length);
    for (let place = 0; place < rows.length; place++) {
      const key = keys[place] ?? 0;
      rows[place] = key - Math.floor(key / rowBits) * rowBits;
    }
    return rows;
  }

  private grow(): void {
    if (this.count >= EventRecords.limit)
      throw new RangeError('A slice of the simulation has too many events.');
    doubleColumns(this);
  }
}
