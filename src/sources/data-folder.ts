import { UsageError } from '../errors.ts';
import type { DataSet } from '../formats/columns.ts';
import { isS3Location } from '../s3/location.ts';
import type { S3Settings } from '../s3/settings.ts';
import { isDataFile } from './data-file.ts';
import { type DataSetFiles, dataSetFiles } from './data-set.ts';
import { below, openSource } from './open-source.ts';
import { isPacked } from './skipped.ts';

/** The folder of each data set below the location of all data. */
export const dataFolders = { logs: 'log_data', songs: 'song_data' } as const;

type Opened = Partial<Record<DataSet, DataSetFiles>>;

/**
 * Opens the data sets below the location of all data. One that is missing is left out, unless a name beside it looks as if
 * it was meant, or nothing else is there; in a bucket that is known only when it is listed.
 *
 * @param wanted the data sets that are not named apart
 * @throws {UsageError} if the folder does not exist, or holds none of them
 */
export async function openDataFolder(
  data: string,
  wanted: readonly DataSet[],
  s3: S3Settings | undefined,
): Promise<Opened> {
  const open = (dataSet: DataSet) => openSource(below(data, dataFolders[dataSet]), s3);
  const missingOf = (names: readonly string[]) =>
    wanted.filter((dataSet) => !names.some((name) => name.replace(/\/$/, '') === dataFolders[dataSet]));
  const opened: Opened = {};
  if (isS3Location(data)) {
    const whenMissing = async (signal: AbortSignal | undefined) => {
      await using folder = await openSource(data, s3);
      const names = (await folder.entries?.(signal)) ?? [];
      requireMeant({ data, names, missing: missingOf(names), wanted });
    };
    for (const dataSet of wanted)
      opened[dataSet] = dataSetFiles(dataSet, [await open(dataSet)], { whenMissing });
    return opened;
  }
  await using folder = await openSource(data, s3);
  if (folder.entries === undefined) throw noFolder(data);
  const names = await folder.entries();
  const missing = missingOf(names);
  requireMeant({ data, names, missing, wanted });
  for (const dataSet of wanted.filter((each) => !missing.includes(each)))
    opened[dataSet] = dataSetFiles(dataSet, [await open(dataSet)]);
  return opened;
}

function noFolder(data: string): UsageError {
  return new UsageError('SPK-203', `${data} is not a folder.`, {
    details: ['--data names a folder or s3://bucket/prefix that holds log_data/ and song_data/.'],
    hints: ['Name files and patterns by --logs and --songs.'],
  });
}

interface Found {
  readonly data: string;
  /** What is directly in it, folders with a slash at their end. */
  readonly names: readonly string[];
  readonly missing: readonly DataSet[];
  readonly wanted: readonly DataSet[];
}

/** @throws {UsageError} if nothing that is wanted is there, or under a name that is spelled otherwise */
function requireMeant({ data, names, missing, wanted }: Found): void {
  const isNothing = missing.length === 2;
  const looks = isNothing ? anyLikeness : spelledOtherwise;
  const meant = missing.flatMap((dataSet) => {
    const folder = names.find((each) => each.endsWith('/') && looks[dataSet].test(each));
    const files = names.filter((each) => isLooseFile(each) && namesWhole[dataSet].test(each));
    if (folder === undefined && files.length > 1 && files.length === names.filter(isLooseFile).length)
      return [`--${dataSet} ${data}`];
    const name = folder ?? files[0];
    return name === undefined ? [] : [`--${dataSet} ${below(data, name.replace(/\/$/, ''))}`];
  });
  if (meant.length === 0 && !isNothing) return;
  const folders = missing.map((dataSet) => `${dataFolders[dataSet]}/`);
  const present = wanted.find((dataSet) => !missing.includes(dataSet));
  const withPresent = present === undefined ? [] : [`--${present} ${below(data, dataFolders[present])}`];
  const packed = names.filter(isPacked);
  throw new UsageError(
    'SPK-205',
    `${data} holds ${isNothing ? `neither ${folders.join(' nor ')}` : `no ${folders[0]}`}.`,
    {
      details: [whatIsThere(names), 'Nothing was published.'],
      hints: [
        ...(isOneOfThem.test(data) ? [`Did you mean --data ${data.replace(isOneOfThem, '') || '.'}?`] : []),
        ...(meant.length > 0 ? [`Did you mean ${[...meant, ...withPresent].join(' ')}?`] : []),
        ...(meant.length > 0 && present !== undefined
          ? [`To load the ${present} alone: ${withPresent.join()}`]
          : []),
        ...(meant.length === 0 && packed.length > 0
          ? [
              `Unpack ${packed.slice(0, mostNames).join(', ')} so that ${folders.join(' and ')} are in ${data}.`,
            ]
          : []),
        ...(meant.length === 0 && names.some(isLooseFile)
          ? [`If its files are logs, write --logs ${data}; if they are songs, --songs ${data}`]
          : []),
        '--data LOCATION names a folder or s3://bucket/prefix that holds log_data/ and song_data/; --logs and --songs name each one separately.',
      ],
    },
  );
}

/** A location that is the folder of one data set itself. */
const isOneOfThem = new RegExp(`(?:^|/)(?:${Object.values(dataFolders).join('|')})/*$`);

/** The usual name in another spelling: `log-data`, `LOGDATA`. */
const spelledOtherwise = { logs: /^logs?[^a-z/]*data\/$/i, songs: /^songs?[^a-z/]*data\/$/i } as const;
const anyLikeness = {
  logs: /(?:^|[^a-z])(?:logs?|events?)/i,
  songs: /(?:^|[^a-z])(?:songs?|tracks?)/i,
} as const;

/** The name of a file, which may also be `logo.json`. */
const namesWhole = {
  logs: /(?:^|[^a-z])(?:logs?|events?)(?![a-z])/i,
  songs: /(?:^|[^a-z])(?:songs?|tracks?)(?![a-z])/i,
} as const;

/** A data file beside the folders; a JSONPaths file is none, though it ends like one. */
const isLooseFile = (name: string) => isDataFile(name) && !/json_?paths?/i.test(name);

const mostNames = 8;

function whatIsThere(names: readonly string[]): string {
  if (names.length === 0) return 'It is empty.';
  const more = names.length - mostNames;
  return `It holds ${names.slice(0, mostNames).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}
