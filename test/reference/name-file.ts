import fc from 'fast-check';
import type { FileContent } from './generate-files.ts';
import type { DataSet, ReferenceFile } from './rows.ts';
import { unpack } from './unpack.ts';

/** A file by its number: no two numbers give one name, and the names' order is not the numbers'. */
export function nameFile(
  dataSet: DataSet,
  number: number,
  { bytes, extension }: FileContent,
  hostile = false,
): ReferenceFile {
  const [oddName] = hostile ? hostileStems.slice(number % hostileStems.length) : [];
  const day = String(30 - (number % 30)).padStart(2, '0');
  // Some are in partitions of Hive or Spark, which are data also where they begin with an underscore.
  const month = number % 3 === 1 ? 'year=2018/_month=11' : '2018/11';
  const [root, usual] =
    dataSet === 'logs'
      ? ['log_data', `${month}/2018-11-${day}-events`]
      : ['song_data', `A/${'CBA'[number % 3]}/TRA${String(number).padStart(3, '0')}`];
  const stem = oddName === undefined ? usual : `${oddName}${number}`;
  return readable({ location: `${root}/${stem}.${extension}`, dataSet, bytes });
}

/** Lets fast-check print a counterexample's file as text: its bytes mean nothing to a person. */
export function readable(file: ReferenceFile): ReferenceFile {
  const { location, bytes } = file;
  const toText = (): string => {
    const text = Buffer.from(unpack(bytes)).toString('utf8');
    return `${JSON.stringify(location)}: ${text.replaceAll('\0', '\u2400')}`;
  };
  return Object.defineProperty(file, fc.toStringMethod, { value: toText });
}

const hostileStems = [
  `it's "quoted"`,
  'a b/[ab]*?{x,y}',
  '#%41&;=+',
  'naïve \u{1F600}',
  'new\nline',
  '-rf --help',
  "'); drop table users; --",
  'a..b..',
  '$(x)`x`\\n|',
] as const;
