import { bufferOf } from './bytes.ts';

/** What is wrong with a file that holds no records, or not those of its data set, and what to do about it. */
export interface Diagnosis {
  /** Goes on with the name of the file: `is a zip archive`. */
  readonly problem: string;
  readonly hint: string;
}

const signatures: readonly (readonly [start: string, problem: string, hint: string])[] = [
  ['PK\x03\x04', 'is a zip archive', 'Unpack it, and load what is in it.'],
  ['PAR1', 'is a Parquet file', asJson('read_parquet')],
  ['Obj\x01', 'is an Avro file', 'Write it as JSON, a record a line.'],
  ['ORC', 'is an ORC file', 'Write it as JSON, a record a line.'],
  ['BZh', 'is compressed with bzip2', 'Decompress it, or compress it with gzip: bunzip2 FILE'],
  ['\x28\xb5\x2f\xfd', 'is compressed with zstd', 'Decompress it, or compress it with gzip: unzstd FILE'],
  ['\xfd7zXZ', 'is compressed with xz', 'Decompress it, or compress it with gzip: unxz FILE'],
  ['\x1f\x8b', 'is compressed with gzip twice', 'Unpack it once: gunzip FILE'],
  ['7z\xbc\xaf', 'is a 7z archive', 'Unpack it, and load what is in it.'],
  ['\x04\x22\x4d\x18', 'is compressed with lz4', 'Decompress it, or compress it with gzip: unlz4 FILE'],
  ['%PDF', 'is a PDF file', 'Find the data that it was made of, as JSON.'],
  [
    '/annex/objects/',
    'is a git-annex pointer: the data itself was not fetched',
    'Fetch it: git annex get FILE',
  ],
  [
    '\x1e',
    'is a JSON text sequence: the character RS comes before each record',
    "Take it out, and move the file out of the folder: tr -d '\\036' < FILE > NEW.json",
  ],
  ['SQLite format 3', 'is a SQLite database', 'Write its tables as JSON, a record a line.'],
  [
    'version https://git-lfs',
    'is a Git LFS pointer: the data itself was not fetched',
    'Fetch it where the repository is: git lfs pull',
  ],
];

type Pattern = readonly [pattern: RegExp, problem: string, hint: string];

/** What is nearly JSON. */
const notJson: readonly Pattern[] = [
  [
    /^[^\n]*:\s*NaN\s*[,}]/,
    'writes NaN, which is no JSON',
    "Write null in its place: sed -E 's/: *NaN/: null/g' FILE > NEW.json",
  ],
  [
    /^\s*"\{\\"/,
    'holds each record as a text in quotes',
    'Write the records themselves, and move the file out of the folder: jq -c fromjson FILE > NEW.json',
  ],
  [/^\s*\[?\s*\{'/, 'is written as Python prints it, in single quotes', 'Write it with json.dumps.'],
];

const patterns: readonly Pattern[] = [
  [
    /^\s*<(!doctype\s+html|html|head|body)\b/i,
    'is an HTML page, such as a login or an error',
    'Download the data again, signed in.',
  ],
  [
    /^\s*<\?xml\b|^\s*<Error>/,
    'is XML',
    'Download the data again; it may be the answer to a request that was refused.',
  ],
  ...notJson,
  [/^.{257}ustar/s, 'is a tar archive', 'Unpack it, and load what is in it: tar -xf FILE'],
  [
    /^\s*\[\s*\[/,
    'is an array of arrays, without keys',
    "Write it by records; pandas does: df.to_json('NEW.json', orient='records', lines=True)",
  ],
  [
    /^[^\n{["]+\{"/,
    'has text before its records',
    "Cut it off, and move the file out of the folder: sed -E 's/^[^{]*//' FILE > NEW.json",
  ],
];

/** The reader is named, since such a file has the name of a JSON file. */
function asJson(reader: string): string {
  return `Write it as JSON, and move it out of the folder: duckdb -c "copy (from ${reader}('FILE')) to 'NEW.json'"`;
}

/**
 * What a file is, by how it begins.
 *
 * @param start its first bytes, some hundred at least
 * @param keys that a record of its data set has: as the head of a CSV they are known
 */
export function whatItIs(start: Uint8Array, keys: readonly string[]): Diagnosis | undefined {
  const width = bytesOfCharacter(start);
  if (width > 1) {
    const encoding = width === 2 ? 'UTF-16' : 'UTF-32';
    return {
      problem: `is ${encoding}, and records are UTF-8`,
      hint: `Convert it: iconv -f ${encoding} -t UTF-8 FILE > NEW`,
    };
  }
  if (start.length >= 4 && start.every((byte) => byte === 0))
    return {
      problem: 'holds zeros, and no text',
      hint: 'Copy it again; a transfer or a disk may have failed.',
    };
  const text = bufferOf(start).toString('latin1').replace('\xef\xbb\xbf', ''); // the byte order mark
  const signed = signatures.find(([signature]) => text.startsWith(signature));
  const known = signed ?? patterns.find(([pattern]) => pattern.test(text));
  if (known !== undefined) return { problem: known[1], hint: known[2] };
  return isCsv(text, keys) ? { problem: 'is CSV', hint: asJson('read_csv') } : undefined;
}

/** What keeps a rejected record from being JSON, if it is nearly that. */
export function notJsonBecause(raw: string): Diagnosis | undefined {
  const found = notJson.find(([pattern]) => pattern.test(raw));
  return found && { problem: found[1], hint: found[2] };
}

/** Of UTF-32, UTF-16 or a narrower encoding, by the byte order mark, or by the zeros of letters without accents. */
function bytesOfCharacter(start: Uint8Array): 1 | 2 | 4 {
  const [first = 1, second = 1, third = 1, fourth = 1] = start;
  const zeros = [first, second, third, fourth].map((byte) => (byte === 0 ? '0' : 'x')).join('');
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (zeros === 'x000' || zeros === '000x') return 4;
  if ((isMarked && zeros === 'xx00') || (zeros === '00xx' && third === 0xfe)) return 4;
  return isMarked || zeros === 'x0x0' || zeros === '0x0x' ? 2 : 1;
}

function isCsv(text: string, keys: readonly string[]): boolean {
  const [head = ''] = text.split(/\r?\n/, 1);
  if (head.includes('{')) return false;
  const known = new Set(keys.map(comparable));
  const fields = head.split(/[,;\t|]/).map((field) => comparable(field.replace(/^\s*"|"\s*$/g, '')));
  return fields.filter((field) => known.has(field)).length >= 3;
}

/** A key without what names differ in from service to service: case, underscores, hyphens, blanks. */
export function comparable(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9]/g, '');
}
