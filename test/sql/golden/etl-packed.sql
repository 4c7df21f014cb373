select table_name from information_schema.tables where (table_schema = 'etl' and table_name in ('files', 'migrations')) or table_name = 'sparkify_export';

begin;

create schema etl;

-- sql/tables/redshift.sql

insert into etl.lock (next_file_id) values (1);

insert into etl.migrations (version, name, applied_by) values (4, 'new tables', '0.2.0');

-- sql/manifest/last-run.sql
-- sql/manifest/next-file-id.sql

select name, meaning, grain, definition, run_id from etl.own_tables order by name;

copy "staging_events" ("artist", "auth", "first_name", "gender", "item_in_session", "last_name", "length", "level", "location", "method", "page", "registration", "session_id", "song", "status", "ts", "user_agent", "user_id", "file_id", "line")
from 's3://music/work/sql-preview/staging_events.manifest'
iam_role 'arn:aws:iam::123456789012:role/sparkify-copy'
region 'us-west-2'
format as json 'auto'
gzip
compupdate off statupdate off
manifest;

select pg_last_copy_count() as rows;

copy "staging_songs" ("num_songs", "artist_id", "artist_latitude", "artist_longitude", "artist_location", "artist_name", "song_id", "title", "duration", "year", "file_id", "line")
from 's3://music/work/sql-preview/staging_songs.manifest'
iam_role 'arn:aws:iam::123456789012:role/sparkify-copy'
region 'us-west-2'
format as json 'auto'
gzip
compupdate off statupdate off
manifest;

-- sql/manifest/use-file-ids.sql

insert into etl.files (file_id, run_id, data_set, location, size, fingerprint, content_hash, records, lines, staged, rejected, blank, bytes, staged_bytes, rejected_bytes, between_bytes, copy_group_id) values
(cast($file_id_0 as integer), cast($run_id_0 as integer), cast($data_set_0 as varchar(65535)), cast($location_0 as varchar(65535)), cast($size_0 as bigint), cast($fingerprint_0 as varchar(65535)), cast($content_hash_0 as varchar(65535)), cast($records_0 as bigint), cast($lines_0 as bigint), cast($staged_0 as bigint), cast($rejected_0 as bigint), cast($blank_0 as bigint), cast($bytes_0 as bigint), cast($staged_bytes_0 as bigint), cast($rejected_bytes_0 as bigint), cast($between_bytes_0 as bigint), cast($copy_group_id_0 as integer)),
(cast($file_id_1 as integer), cast($run_id_1 as integer), cast($data_set_1 as varchar(65535)), cast($location_1 as varchar(65535)), cast($size_1 as bigint), cast($fingerprint_1 as varchar(65535)), cast($content_hash_1 as varchar(65535)), cast($records_1 as bigint), cast($lines_1 as bigint), cast($staged_1 as bigint), cast($rejected_1 as bigint), cast($blank_1 as bigint), cast($bytes_1 as bigint), cast($staged_bytes_1 as bigint), cast($rejected_bytes_1 as bigint), cast($between_bytes_1 as bigint), cast($copy_group_id_1 as integer));

-- sql/model/songs.sql
-- sql/model/artists.sql
-- sql/model/users.sql
-- sql/model/songplays.sql
-- sql/model/time.sql
-- sql/model/plays-of-period.sql
-- sql/proofs/plays.sql

select * from (
-- sql/checks/artist-of-play-exists.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/artist-of-song-exists.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/ids-are-filled.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/match-has-candidate.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/one-row-per-artist.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/one-row-per-play.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/one-row-per-song.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/one-row-per-start-time.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/one-row-per-user.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/play-has-event.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/plays-equal-events.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/plays-within-dates.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/row-counts-reconcile.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/song-of-play-exists.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/time-of-play-exists.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/time-parts-agree.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/user-has-event.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/user-level-is-latest.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/user-of-play-exists.sql
) as bad_rows limit 5;

select 'staging_events' as counted, count(*) as row_count from "staging_events"
union all
select 'staging_songs' as counted, count(*) as row_count from "staging_songs"
union all
select 'songplays' as counted, count(*) as row_count from "songplays"
union all
select 'users' as counted, count(*) as row_count from "users"
union all
select 'songs' as counted, count(*) as row_count from "songs"
union all
select 'artists' as counted, count(*) as row_count from "artists"
union all
select 'time' as counted, count(*) as row_count from "time"
union all
-- sql/report/play-counts.sql;

insert into etl.checks (run_id, name, bad_rows, checked_at) values
  (cast($run_id as integer), $name_0, cast($bad_rows_0 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_1, cast($bad_rows_1 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_2, cast($bad_rows_2 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_3, cast($bad_rows_3 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_4, cast($bad_rows_4 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_5, cast($bad_rows_5 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_6, cast($bad_rows_6 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_7, cast($bad_rows_7 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_8, cast($bad_rows_8 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_9, cast($bad_rows_9 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_10, cast($bad_rows_10 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_11, cast($bad_rows_11 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_12, cast($bad_rows_12 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_13, cast($bad_rows_13 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_14, cast($bad_rows_14 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_15, cast($bad_rows_15 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_16, cast($bad_rows_16 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_17, cast($bad_rows_17 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_18, cast($bad_rows_18 as integer), cast($checked_at as timestamp));

insert into etl.runs (run_id, attempt_id, started_at, finished_at, logs_location, songs_location, log_jsonpath, song_jsonpath, clock, list_seconds, stage_seconds, star_seconds, check_seconds, transaction_seconds, version, engine_version, files_seen, files_new, files_changed, files_removed, files_unchanged, skipped, records, lines, blank, staged, rejected, bytes, plays_from_events, songplays, matched) values ($run_id, $attempt_id, cast($started_at as timestamp), cast($finished_at as timestamp), $logs_location, $songs_location, $log_jsonpath, $song_jsonpath, $clock, $list_seconds, $stage_seconds, $star_seconds, $check_seconds, $transaction_seconds, $version, $engine_version, $files_seen, $files_new, $files_changed, $files_removed, $files_unchanged, $skipped, $records, $lines, $blank, $staged, $rejected, $bytes, $plays_from_events, $songplays, $matched);

commit;

select n.nspname as table_schema, c.relname as table_name, a.attname as column_name, d.description
    from pg_description as d
    inner join pg_class as c on c.oid = d.objoid
    inner join pg_namespace as n on n.oid = c.relnamespace
    left join pg_attribute as a on a.attrelid = c.oid and a.attnum = d.objsubid and d.objsubid > 0
    where n.nspname in ('etl', current_schema()) and d.description is not null
      and (cast($table as varchar) = '' or c.relname = cast($table as varchar));

analyze "staging_events";

analyze "staging_songs";

analyze "songplays";

analyze "users";

analyze "songs";

analyze "artists";

analyze "time";

-- src/schema/comments.ts
