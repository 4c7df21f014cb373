import type { Messages } from './message.ts';

/** 8xx: copies of the star for other programs. */
export const exportMessages = {
  'SPK-801': {
    exit: 'usage',
    wordings: [
      'The folder … cannot be written: ….',
      '… cannot be read as a folder: ….',
      '… is where a disk is mounted, and cannot be replaced by a new version.',
    ],
    meaning: 'The place of the export cannot be used. Nothing was exported.',
    why: 'It is a file, a disk or the volume of a container. Or its parent folder does not exist, or your user may not write there.',
    fix: 'Name a folder with `--to` where you have write permission.',
  },
  'SPK-802': {
    exit: 'usage',
    wordings: [
      '… exists, and was not made by "sparkify export".',
      '… is not empty, and was not made by "sparkify export".',
      '… holds files that are not of an export.',
    ],
    meaning:
      'An export replaces only what an earlier export wrote. Nothing was exported, nothing there was changed.',
    why: 'The folder or file belongs to something else, or somebody added or changed files in it.',
    fix: 'Name another place with `--to`, or move these files away.',
  },
  'SPK-803': {
    exit: 'usage',
    wordings: ['An export has no table "…".', 'An export has no partition key "…".'],
    meaning: 'The export does not know a name that was given. Nothing was written.',
    why: 'A typing mistake, or a column that the chosen tables are not partitioned by.',
    fix: 'Use a name that the message lists.',
  },
  'SPK-804': {
    exit: 'usage',
    wordings: ['….wal exists: another program writes to …, or crashed while it wrote.'],
    meaning: 'The DuckDB file of an earlier export is in use. Nothing was exported.',
    why: 'A program has the file open for writing, or crashed while it wrote.',
    fix: 'Close the program, or open and close the file once with it. Or name another file.',
  },
  'SPK-805': {
    exit: 'usage',
    wordings: [
      '--format … makes a folder, but --to … names a DuckDB file.',
      '--format duckdb makes one file, but --to … does not end in .duckdb.',
      'A DuckDB file has no partitions.',
      'A DuckDB file cannot be written to S3.',
      '--to … is the warehouse itself (…).',
      '--to … is a file that DuckDB keeps beside the warehouse.',
      '--publish-to should be a DuckDB file of this machine that ends in .duckdb, but is "…".',
    ],
    meaning: 'The format and the place of the export do not fit together. Nothing was exported.',
    why: 'Parquet and CSV make a folder, DuckDB makes one file.',
    fix: 'Change `--format`, `--to` or `--publish-to` as the message proposes.',
  },
  'SPK-806': {
    exit: 'transient',
    wordings: ['Another run was published while the export began.'],
    meaning:
      'An export holds one run, and a newer one was published while the export began. Nothing was exported.',
    why: 'A run was published on Redshift at the same moment.',
    fix: 'Run the same command again.',
  },
} as const satisfies Messages;
