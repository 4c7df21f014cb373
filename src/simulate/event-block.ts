/**
 * The lines of one slice of time and one partition of the users, in order of time. Its memory is shared between
 * threads, so that handing it over copies nothing.
 */
export interface EventBlock {
  /** The number of lines. */
  readonly count: number;
  /** Epoch milliseconds of each line. */
  readonly times: Float64Array;
  /** The user's place in the order of arrival; its complement (~) on the first line of a session. */
  readonly users: Int32Array;
  /** Where in `bytes` the session's id belongs, which is given when the partitions are merged. */
  readonly splits: Int32Array;
  /** Where in `bytes` the line ends, its line feed included. */
  readonly ends: Int32Array;
  readonly bytes: Uint8Array;
}

/** The memory of a block, used again for slice after slice. */
export class BlockMemory {
  times: Float64Array = new Float64Array(0);
  users: Int32Array = new Int32Array(0);
  splits: Int32Array = new Int32Array(0);
  ends: Int32Array = new Int32Array(0);
  bytes: Buffer = Buffer.alloc(0);

  /** Makes room for a number of lines, and for lines of the usual length. */
  reserve(lines: number): void {
    if (lines > this.times.length) {
      const capacity = Math.ceil(lines * 1.25);
      this.times = new Float64Array(new SharedArrayBuffer(capacity * 8));
      this.users = new Int32Array(new SharedArrayBuffer(capacity * 4));
      this.splits = new Int32Array(new SharedArrayBuffer(capacity * 4));
      this.ends = new Int32Array(new SharedArrayBuffer(capacity * 4));
    }
    this.reserveBytes(lines * 520);
  }

  /** Makes room for `length` bytes in all, and keeps those that are there. */
  reserveBytes(length: number): void {
    if (length <= this.bytes.length) return;
    const larger = Buffer.from(new SharedArrayBuffer(Math.ceil(length * 1.25)));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}
