import type { Messages } from './message.ts';

/** 2xx: where the data is, what it holds, and what a run makes of it. */
export const sourceMessages = {
  'SPK-201': {
    exit: 'usage',
    wordings: ['No data location was given.'],
    meaning: 'The command does not know which files to read. Nothing was published.',
    why: 'Neither a flag, the environment nor `dwh.cfg` names a location.',
    fix: 'Add `--data LOCATION`, or set LOG_DATA and SONG_DATA under [S3] in `dwh.cfg`. `sparkify start` needs no data of yours.',
  },
  'SPK-202': {
    exit: 'usage',
    wordings: [
      '… does not exist.',
      '… does not exist (a part of its path is a file).',
      '… is a link to a file that does not exist.',
    ],
    meaning: 'A location of the source, or a JSONPaths file, does not exist. Nothing was published.',
    why: 'A typing mistake, a relative path from another folder, or a drive that is not mounted.',
    fix: 'Check the path that `--data`, `--logs`, `--songs` or `dwh.cfg` gives. An absolute path works from every folder.',
  },
  'SPK-203': {
    exit: 'usage',
    wordings: ['… is not a folder.', '… is neither a folder nor a file.'],
    meaning: 'The location exists but cannot be read as data. Nothing was published.',
    why: '`--data` names a file, or the location is a device, a socket or a pipe.',
    fix: 'Give a folder with `--data`. Name single files with `--logs` and `--songs`.',
  },
  'SPK-204': {
    exit: 'usage',
    wordings: [
      '… may not be read (permission denied).',
      '… may not be read (not permitted).',
      '… is a symbolic link that leads to itself.',
      '… has a name that is too long.',
    ],
    meaning: 'A file or folder of the source cannot be opened. Nothing was published.',
    why: 'Your user has no right to read it, or to enter a folder above it. A scheduler often runs as another user.',
    fix: 'Give the user the right to read it (`chmod`, `chown`), or move the file out of the source.',
  },
  'SPK-205': {
    exit: 'usage',
    wordings: ['… holds neither log_data/ nor song_data/.', '… holds no ….'],
    meaning:
      '`--data` names a folder without the folders that the data is expected in. Nothing was published.',
    why: 'The folder is the wrong one, often `song_data` itself in place of the folder above it, or its folders have other names.',
    fix: 'Name the folder that holds `log_data/` and `song_data/`, or each location by `--logs` and `--songs`.',
  },
  'SPK-206': {
    exit: 'usage',
    wordings: ['No file matches ….'],
    meaning: 'The pattern matches no file. Nothing was published.',
    why: '`*` does not cross a `/`, and hidden names (with `.` or `_` in front) are skipped.',
    fix: 'Check the pattern with `ls`. Use `**` for folders of any depth, and quote the pattern against the shell.',
  },
  'SPK-207': {
    exit: 'usage',
    wordings: [
      'There are no data files below ….',
      '… holds no data files: ….',
      '… is neither a folder nor a file; other names begin with it.',
    ],
    meaning:
      'The location has no file that ends in `.json`, `.ndjson` or `.jsonl` (also `.gz`). Nothing was published.',
    why: 'The prefix is one level too deep or too high, the files have other endings, or an upload is not complete.',
    fix: 'Correct the location. Name files with other endings one by one, with `--logs` or `--songs`.',
  },
  'SPK-208': {
    exit: 'usage',
    wordings: ['… is named like a data file, but is not a regular file.'],
    meaning:
      'The source holds something with the name of a data file that cannot be read as one. Nothing was published.',
    why: 'It is a pipe, a socket or a device; reading it might never end.',
    fix: 'Move it out of the source, or give it another name.',
  },
  'SPK-209': {
    exit: 'usage',
    wordings: [
      '"…" is not a location: expected a folder, a file, a pattern, or s3://bucket/prefix.',
      '"…" is not a location in S3: expected s3://bucket/prefix.',
      '"…" does not name a bucket: expected s3://bucket/prefix, got the bucket "…".',
    ],
    meaning: 'The text does not have the form of a location. Nothing was published.',
    why: 'It is a web address, an ARN, or a bucket name with capitals or other signs that S3 does not allow.',
    fix: 'Write `s3://bucket/prefix` for S3, or a path. docs/locations.md describes every form.',
  },
  'SPK-210': {
    exit: 'transient',
    wordings: ['… could not be read: ….'],
    meaning: 'The operating system could not read a file. Nothing was published.',
    why: 'A network drive that does not answer, or a disk that fails.',
    fix: 'Run the same command again. If it fails at the same file, check the drive.',
  },
  'SPK-211': {
    exit: 'transient',
    wordings: [
      '… changed while it was read.',
      '… was deleted after it was listed.',
      '… changed after it was listed.',
    ],
    meaning:
      'A file of the source changed during the run. Nothing was published, so no half of a file is loaded.',
    why: 'Another program still writes, replaces or deletes files there.',
    fix: 'Run the same command again. Let writers use a hidden name (`.part`, `_temporary/`) and rename complete files.',
  },
  'SPK-212': {
    exit: 'checkFailed',
    wordings: ['… is not a complete gzip file: ….'],
    meaning: 'A compressed file is damaged or cut. Nothing was published.',
    why: 'A download or upload stopped early, or text was added behind the compressed part.',
    fix: 'Test it with `gzip -t FILE`, and fetch or write the file again.',
  },
  'SPK-213': {
    exit: 'checkFailed',
    wordings: ['… expands to more than … times its size.'],
    meaning:
      'A compressed file expands much more than logs do, so the run stopped reading it. Nothing was published.',
    why: 'The file is damaged, or was made to fill the disk of those who read it.',
    fix: 'Look at where the file comes from. If the file is valid, decompress it yourself and load the result.',
  },
  'SPK-214': {
    exit: 'usage',
    wordings: ['… is not valid JSON: ….', '… is not a JSONPaths file: ….', '… should hold 18 paths …'],
    meaning: 'The JSONPaths file cannot be used. Nothing was published.',
    why: 'It is not JSON, has no key `jsonpaths`, or its paths are not as many as the staging table has columns. COPY would load NULLs silently.',
    fix: 'Correct the file, or leave `--log-jsonpath` out to use the built-in one. `sparkify preview logs --jsonpaths` proposes one for your keys.',
  },
  'SPK-215': {
    exit: 'usage',
    wordings: ['The source has no … data.'],
    meaning: '`preview` found no location for the data that it should show.',
    why: 'Only the other kind of data was named, such as `--logs` alone for `preview songs`.',
    fix: 'Name it with `--songs` or `--logs`, or give the folder of both with `--data`.',
  },
  'SPK-220': {
    exit: 'tooManyRejected',
    wordings: [
      '… of … … of the … (…) are rejected, more than the … that --max-rejected allows.',
      '… of … records are rejected, more than the … that --max-rejected allows.',
      'Of … no record is staged: all … are rejected.',
      'Of … files no record is staged, such as ….',
    ],
    meaning: 'More records than allowed cannot be loaded. Nothing was published; the warehouse is as it was.',
    why: 'The files have another format than expected, a program upstream writes bad values, or a file is damaged. The lines below the message show examples with file and line.',
    fix: 'Correct the files and run again. To load the rest, allow more: `--max-rejected 3%`; the rejected records stay listed in `sparkify rejects`.',
  },
  'SPK-221': {
    exit: 'checkFailed',
    wordings: ['… of … checks failed: ….'],
    meaning:
      'A data-quality check found bad rows. During a run nothing was published; `sparkify check` changes nothing.',
    why: 'The data contradicts itself or a rule of your project folder, or somebody changed tables by hand.',
    fix: 'Look at the bad rows that the message lists. `sparkify explain CHECK` describes a check. `--rebuild-star` repairs tables that were changed by hand.',
  },
  'SPK-222': {
    exit: 'checkFailed',
    wordings: ['… and … differ in ….'],
    meaning: '`sparkify diff` found different rows in the two warehouses. Nothing was changed.',
    why: 'They were loaded from different files, with different options, or one was changed by hand.',
    fix: 'Compare the files of both (`sparkify runs`), and load what is missing. `--rebuild-star` makes the star from staging again.',
  },
  'SPK-224': {
    exit: 'usage',
    wordings: ['--rebuild would lose the rows of …, which this run does not list.'],
    meaning:
      'Files that were loaded before are not among those of this run, so a rebuild would lose their rows. Nothing was published.',
    why: 'The files were moved or deleted, or this command names fewer locations than earlier ones.',
    fix: 'Restore the files, or name every location. `--rebuild-star` needs no files; `--rebuild --prune` removes the rows of missing files.',
  },
  'SPK-225': {
    exit: 'usage',
    wordings: [
      'The rows of … files are to be replaced or removed, but one COPY loaded them together with those of others.',
    ],
    meaning: 'Redshift does not know which rows came from the files that changed. Nothing was published.',
    why: 'One direct COPY loaded many files at once, and some of these changed or are to be removed.',
    fix: 'Load everything again with `--rebuild`. With WORK under [S3] in `dwh.cfg` each row knows its file.',
  },
  'SPK-226': {
    exit: 'usage',
    wordings: ['There is no run ….'],
    meaning: 'The run log has no run of this number.',
    why: 'A typing mistake, another warehouse, or a run that published nothing: those have no number.',
    fix: '`sparkify runs` lists the runs of a warehouse.',
  },
  'SPK-227': {
    exit: 'usage',
    wordings: ['There is no play "…".'],
    meaning: 'The table songplays has no row with this songplay_id.',
    why: 'The id is cut or mistyped, belongs to another warehouse, or its file was removed.',
    fix: "Copy all 32 characters of it: `sparkify query 'select songplay_id from songplays limit 5'`.",
  },
  'SPK-228': {
    exit: 'transient',
    wordings: ['The run is published, but its copy … was not made: …'],
    meaning: 'The warehouse holds the new run, but the read copy is still that of an earlier run.',
    why: 'The folder of the copy cannot be written, its disk is full, or the command was stopped while it copied.',
    fix: 'Remove the cause and run the same `etl` again: it finds nothing new and makes the copy.',
  },
  'SPK-229': {
    exit: 'checkFailed',
    wordings: ['The data is late: …, and the newest should be at most … old.'],
    meaning:
      '`sparkify check --freshness` found that the newest run was published longer ago than the option allows. The data itself is unchanged.',
    why: 'The schedule of `etl` does not run or fails, or the source gets no new files: a run that finds nothing new publishes nothing.',
    fix: 'Look at the newest runs (`sparkify runs`) and at the log of the schedule, then run `sparkify etl`. If new files come less often, allow more: `--freshness 1d`.',
  },
} as const satisfies Messages;
