import { bufferOf } from './bytes.ts';

/** Bytes of a file that have come and are not done with. */
export interface Input {
  bytes(): Buffer;
  /** Where in the file the first of them is. */
  base(): number;
  /** The index of the first that is not done with. */
  at: number;
  /** Adds bytes, and lets go of those that are done with. */
  append(chunk: Uint8Array): void;
}

export function openInput(): Input {
  let bytes: Buffer = Buffer.alloc(0);
  let base = 0;
  /** Holds `bytes` at its beginning, with room behind them. */
  let room: Buffer | undefined;

  /** Copies no byte more than a few times, however small the chunks of a large record are. */
  function grow(rest: Buffer, chunk: Buffer): Buffer {
    const size = rest.length + chunk.length;
    if (rest.length < chunk.length) {
      room = undefined;
      return Buffer.concat([rest, chunk]);
    }
    if (room === undefined || rest.byteOffset !== room.byteOffset || room.length < size) {
      room = Buffer.allocUnsafeSlow(2 * size);
      rest.copy(room);
    }
    chunk.copy(room, rest.length);
    return room.subarray(0, size);
  }

  const input: Input = {
    at: 0,
    bytes: () => bytes,
    base: () => base,
    append(chunk) {
      const rest = bytes.subarray(input.at);
      base += input.at;
      input.at = 0;
      bytes = rest.length === 0 ? bufferOf(chunk) : grow(rest, bufferOf(chunk));
    },
  };
  return input;
}
