import { parseDuration } from '../duration.ts';
import { matching } from '../parse.ts';
import { requireTimeZone } from '../require-time-zone.ts';
import type { ResolvedSetting } from '../resolved.ts';
import type { Setting } from '../setting.ts';

/** What is loaded, and into what. */
export const sourceSettings = {
  warehouse: {
    meaning: 'DuckDB file, or the word redshift',
    flag: '--warehouse <location>',
    environment: ['SPARKIFY_WAREHOUSE'],
    default: 'sparkify.duckdb',
    neededBy: ['warehouse'],
  },
  data: {
    meaning:
      'folder or s3://bucket/prefix that holds song_data/, log_data/ and, optionally, log_json_path.json',
    flag: '--data <location>',
    locations: 'one',
    environment: ['SPARKIFY_DATA'],
    keys: { s3: ['data', 'input_data', 's3_data'], anywhere: ['s3_data'] },
    init: ['S3', 'DATA'],
    neededBy: ['source', 'create'],
  },
  logs: {
    meaning: 'log data: a folder, a file, or a quoted pattern; may be repeated',
    flag: '--logs <location>',
    locations: 'several',
    environment: ['SPARKIFY_LOGS'],
    keys: {
      anywhere: ['log_data', 'logs_data', 's3_log_data', 'log_data_path', 'log_path'],
      s3: ['logs', 'log'],
    },
    init: ['S3', 'LOG_DATA'],
    neededBy: ['source', 'create'],
  },
  songs: {
    meaning: 'song data: a folder, a file, or a quoted pattern; may be repeated',
    flag: '--songs <location>',
    locations: 'several',
    environment: ['SPARKIFY_SONGS'],
    keys: {
      anywhere: ['song_data', 'songs_data', 's3_song_data', 'song_data_path', 'song_path'],
      s3: ['songs', 'song'],
    },
    init: ['S3', 'SONG_DATA'],
    neededBy: ['source', 'create'],
  },
  logJsonpath: {
    meaning:
      'JSONPaths file that maps keys of the log data to the columns of staging_events by position; or auto or "auto ignorecase", as in COPY',
    flag: '--log-jsonpath <location>',
    locations: 'one',
    environment: ['SPARKIFY_LOG_JSONPATH'],
    keys: {
      anywhere: [
        ...['log_jsonpath', 'log_json_path', 'log_jsonpaths', 'log_json_paths', 'logs_jsonpath'],
        ...['s3_log_jsonpath', 's3_log_json_path', 'jsonpath', 'json_path', 'jsonpaths'],
      ],
    },
    init: ['S3', 'LOG_JSONPATH'],
    neededBy: ['source', 'create'],
  },
  songJsonpath: {
    meaning:
      'JSONPaths file that maps keys of the song data to the columns of staging_songs by position; or auto or "auto ignorecase"',
    flag: '--song-jsonpath <location>',
    locations: 'one',
    environment: ['SPARKIFY_SONG_JSONPATH'],
    keys: {
      anywhere: [
        ...['song_jsonpath', 'song_json_path', 'song_jsonpaths', 'song_json_paths', 'songs_jsonpath'],
        ...['s3_song_jsonpath', 's3_song_json_path'],
      ],
    },
    init: ['S3', 'SONG_JSONPATH'],
    neededBy: ['source', 'create'],
  },
  project: {
    meaning:
      'folder with your own saved queries, checks and tables (default: sparkify, if only you can write to it)',
    flag: '--project <folder>',
    environment: ['SPARKIFY_PROJECT'],
    keys: { project: ['dir', 'folder', 'path'], anywhere: ['project_dir'] },
    init: ['PROJECT', 'DIR'],
    neededBy: ['project'],
  },
  expectEvery: {
    meaning: 'how often new data should be published, such as 1h: the dashboard marks older data as late',
    flag: '--expect-every <time>',
    environment: ['SPARKIFY_EXPECT_EVERY'],
    keys: { project: ['expect_every'] },
    init: ['PROJECT', 'EXPECT_EVERY'],
    neededBy: ['dashboard'],
    parse: parseDuration,
  },
  timeZone: {
    meaning: 'time zone of days, hours and weeks, such as Europe/Berlin',
    flag: '--time-zone <name>',
    environment: ['SPARKIFY_TIME_ZONE', 'TIME_ZONE'],
    keys: { anywhere: ['time_zone', 'timezone'] },
    init: ['PROJECT', 'TIME_ZONE'],
    default: 'UTC',
    neededBy: ['ask'],
    parse: ({ value, from }: ResolvedSetting) => requireTimeZone(value, from),
  },
  work: {
    meaning:
      'where in S3 manifests and batches go (s3://bucket/prefix); with it small files load many times faster on Redshift',
    flag: '--work <location>',
    locations: 'one',
    environment: ['SPARKIFY_WORK'],
    keys: { s3: ['work'] },
    init: ['S3', 'WORK'],
    neededBy: ['load', 'create'],
    parse: matching('work location', /^s3:\/\/[^/]+/, 'an s3://bucket/prefix'),
  },
  bucketRegion: {
    meaning: 'region of the bucket, where it is not that of the cluster',
    keys: { s3: ['region', 'region_name', 'bucket_region'], anywhere: ['s3_region', 'bucket_region'] },
    init: ['S3', 'REGION'],
    neededBy: ['s3'],
  },
} as const satisfies Readonly<Record<string, Setting>>;
