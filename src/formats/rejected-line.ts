import { type Frame, keptOfOverlong, type Place, trimmedEnd } from './frame.ts';
import { longestRecord } from './value-scan.ts';

/** What is rejected up to the end of its line, as its bytes come. */
export interface RejectedLine {
  take(piece: Buffer): void;
  frame(): Frame;
}

/** Collects a line; of what is too long, only the beginning. */
export function startRejectedLine(
  start: Pick<Place, 'line' | 'offset'>,
  toFrame: (raw: Buffer, place: Place) => Frame,
): RejectedLine {
  let parts: Buffer[] = [];
  let size = 0;
  return {
    take(piece) {
      size += piece.length;
      if (size <= longestRecord) parts.push(Buffer.from(piece));
      else if (size - piece.length <= longestRecord)
        parts = [Buffer.from(Buffer.concat([...parts, piece]).subarray(0, keptOfOverlong))];
    },
    frame() {
      const raw = Buffer.concat(parts);
      if (size > longestRecord) return toFrame(raw, { ...start, size });
      const end = trimmedEnd(raw, 0, raw.length);
      return toFrame(raw.subarray(0, end), { ...start, size: end });
    },
  };
}
