import { gunzipSync } from 'node:zlib';

const lineFeed = 0x0a;
const byteOrderMark = [0xef, 0xbb, 0xbf];

/**
 * The lines of a file, unpacked if its name ends in `.gz`. A line ends at a LF and nowhere else, and a CR before it
 * stays with the line (it is white space to JSON). A byte order mark at the start of the file belongs to no line. The
 * last line may lack its end; nothing after the last LF is no line.
 */
export function splitLines(location: string, stored: Uint8Array): readonly Uint8Array[] {
  const unpacked = location.toLowerCase().endsWith('.gz') ? new Uint8Array(gunzipSync(stored)) : stored;
  const marked = byteOrderMark.every((byte, index) => unpacked[index] === byte);
  const bytes = marked ? unpacked.subarray(byteOrderMark.length) : unpacked;
  const lines: Uint8Array[] = [];
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(lineFeed, start);
    if (end === -1) {
      lines.push(bytes.subarray(start));
      break;
    }
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
}
