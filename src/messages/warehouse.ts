import type { Messages } from './message.ts';

/** 3xx: the warehouse, above all one in a DuckDB file. */
export const warehouseMessages = {
  'SPK-301': {
    exit: 'usage',
    wordings: [
      'The warehouse … does not exist yet.',
      'The warehouse … has no tables yet.',
      'Nothing is published in … yet.',
    ],
    meaning: 'No run has published anything in this warehouse, so there is nothing to read.',
    why: 'Nothing was loaded yet, every run so far failed, or the command runs in another folder than the one that was loaded.',
    fix: 'Load data first: `sparkify etl --data LOCATION`. Name the warehouse with `--warehouse` if it is elsewhere.',
  },
  'SPK-302': {
    exit: 'usage',
    wordings: [
      'The warehouse … is a folder, not a DuckDB file.',
      'The warehouse … is not a DuckDB file.',
      'The warehouse … is a copy for other tools.',
      'The warehouse … may not be opened (permission denied).',
      'The warehouse … cannot be made: its folder does not exist.',
      'The warehouse … cannot be opened: ….',
      'The warehouse "…" has no name.',
      'The warehouse should be a DuckDB file or the word redshift, but is ….',
      'The warehouse "…" is written in lower case: redshift.',
      'The warehouse "…" is neither a file nor the word redshift.',
      'The warehouse "…" would be lost at the end of the command.',
      'The warehouse "…" is not a file of this machine.',
      'The warehouse "…" has a "?" in its name. DuckDB takes what follows it for options, and could not read the file again.',
    ],
    meaning: 'The location of the warehouse is not a file that DuckDB can open. Nothing was changed.',
    why: 'The path names something else, or your user may not open it. Or the file is damaged, of another program, or made by `sparkify export`.',
    fix: 'Name a DuckDB file with `--warehouse`, such as `sparkify.duckdb`, or the word `redshift`.',
  },
  'SPK-303': {
    exit: 'transient',
    wordings: ['… is held by …, and was not free within … s.'],
    meaning: 'DuckDB allows one process that writes, or several that read. Nothing was published.',
    why: 'Another `etl`, a notebook or the DuckDB shell has the file open.',
    fix: 'End that process, or wait longer with `--lock-timeout SECONDS`. For readers beside a running load, publish a read copy: `etl --publish-to FILE`.',
  },
  'SPK-304': {
    exit: 'transient',
    wordings: [
      'The disk of … is full.',
      '… cannot be written: the disk is full.',
      '… cannot be written: the disk quota is used up.',
    ],
    meaning: 'The command could not write its files. Nothing was published; the warehouse is as it was.',
    why: 'The disk of the warehouse, or that of temporary files, has no space left. Besides the warehouse, a run needs about the size of the new data.',
    fix: 'Free some space and run the same command again. Nothing needs to be cleaned up.',
  },
  'SPK-305': {
    exit: 'usage',
    wordings: [
      'The warehouse … or its folder may not be written.',
      'The warehouse … may not be written (it is read-only).',
    ],
    meaning: 'The warehouse can be read, but not written. Nothing was published.',
    why: 'Your user has no write permission for the file or its folder, in which DuckDB keeps a second file while it writes; or the disk is mounted read-only.',
    fix: 'Give the user write permission for the file and its folder, or name another warehouse.',
  },
  'SPK-306': {
    exit: 'usage',
    wordings: ['The tables of … are of version …; sparkify … works on version ….'],
    meaning: 'An earlier version of sparkify made the tables. Nothing was changed.',
    why: 'sparkify was updated since the last run.',
    fix: 'Run `sparkify upgrade`, or the next `sparkify etl`, which upgrades as well. `sparkify upgrade --dry-run` shows the steps.',
  },
  'SPK-307': {
    exit: 'usage',
    wordings: [
      'The tables of … are of version …, which a newer sparkify made; sparkify … knows versions up to ….',
    ],
    meaning:
      'A newer version of sparkify made the tables, and this one does not know them. Nothing was changed.',
    why: 'Somebody else, or another machine, uses a newer version.',
    fix: 'Install that version, as docs/operations.md#installation describes.',
  },
  'SPK-308': {
    exit: 'usage',
    wordings: ['The tables of this warehouse are not those of sparkify …: …'],
    meaning: 'A table or column that this version needs does not exist. Nothing was published.',
    why: 'The tables were made or changed by another program: dropped, renamed, or columns removed.',
    fix: 'Create the tables again with `sparkify create-tables` and load them with `sparkify etl`. Or name another warehouse.',
  },
  'SPK-309': {
    exit: 'usage',
    wordings: ['The statement needs more memory than …, the limit.'],
    meaning: 'DuckDB ended the query, so that the machine keeps working. The warehouse is as it was.',
    why: 'It sorts, groups or joins more rows than fit.',
    fix: 'Ask for a shorter period or fewer columns, or for a sum in place of rows.',
  },
  'SPK-310': {
    exit: 'usage',
    wordings: [
      'A value of the result is larger than 500 MB.',
      'The first row is larger than … MB, the limit of a result.',
    ],
    meaning: 'The result is too large to be shown. The warehouse is as it was.',
    why: 'The statement joins many texts into one (`string_agg`, `list`), or selects very long ones.',
    fix: 'Select a part of the value: `left(column, 1000)`, `length(column)`.',
  },
  'SPK-311': {
    exit: 'transient',
    wordings: ['Nothing can be written below the temporary folder …: ….'],
    meaning: 'A run writes validated records to temporary files first, and could not. Nothing was published.',
    why: 'The folder of TMPDIR does not exist, is full, or your user may not write there.',
    fix: 'Free some space, or set TMPDIR to another folder. Then run the same command again.',
  },
  'SPK-312': {
    exit: 'transient',
    wordings: ['Another run has published meanwhile, and this one has to be planned again.'],
    meaning:
      'Five times other runs changed the load manifest while this run was prepared. Nothing was published.',
    why: 'Other runs load into the same warehouse one after the other, with other files or options.',
    fix: 'Run the same command again when no other run loads into this warehouse.',
  },
} as const satisfies Messages;
