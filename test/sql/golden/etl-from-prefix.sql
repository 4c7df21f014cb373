-- etl-packed.sql: select table_name from information_schema.tables where (table_schema = 'etl' and table_name in ('fil
-- etl-packed.sql: begin
-- etl-packed.sql: create schema etl
-- sql/tables/redshift.sql
-- etl-packed.sql: insert into etl.lock (next_file_id) values (1)
-- etl-packed.sql: insert into etl.migrations (version, name, applied_by) values (4, 'new tables', '0.2.0')
-- sql/manifest/last-run.sql
-- sql/manifest/next-file-id.sql
-- etl-packed.sql: select name, meaning, grain, definition, run_id from etl.own_tables order by name

create temp table copied_songs (like staging_songs);

copy "copied_songs" ("num_songs", "artist_id", "artist_latitude", "artist_longitude", "artist_location", "artist_name", "song_id", "title", "duration", "year")
from 's3://music/song_data/'
iam_role 'arn:aws:iam::123456789012:role/sparkify-copy'
region 'us-west-2'
format as json 'auto'
compupdate off statupdate off;

select count(*) as records
from copied_songs
where song_id is null
   or title is null
   or artist_id is null
   or artist_name is null
   or duration is null;

insert into staging_songs ("num_songs", "artist_id", "artist_latitude", "artist_longitude", "artist_location", "artist_name", "song_id", "title", "duration", "year", file_id)
select "num_songs", "artist_id", "artist_latitude", "artist_longitude", "artist_location", "artist_name", "song_id", "title", "duration", "year", cast($file_id as integer)
from copied_songs;

drop table copied_songs;

create temp table copied_logs (like staging_events);

copy "copied_logs" ("artist", "auth", "first_name", "gender", "item_in_session", "last_name", "length", "level", "location", "method", "page", "registration", "session_id", "song", "status", "ts", "user_agent", "user_id")
from 's3://music/log_data/'
iam_role 'arn:aws:iam::123456789012:role/sparkify-copy'
region 'us-west-2'
format as json 's3://music/log_json_path.json'
compupdate off statupdate off;

select count(*) as records
from copied_logs
where page is null
   or ts is null
   or session_id is null
   or item_in_session is null
   or ((page = 'NextSong' and length(page) = 8) and user_id is null)
   or ts not between cast($earliest as bigint) and cast($latest as bigint);

insert into staging_events ("artist", "auth", "first_name", "gender", "item_in_session", "last_name", "length", "level", "location", "method", "page", "registration", "session_id", "song", "status", "ts", "user_agent", "user_id", file_id)
select "artist", "auth", "first_name", "gender", "item_in_session", "last_name", "length", "level", "location", "method", "page", "registration", "session_id", "song", "status", "ts", "user_agent", "user_id", cast($file_id as integer)
from copied_logs;

drop table copied_logs;

-- sql/manifest/use-file-ids.sql
-- etl-packed.sql: insert into etl.files (file_id, run_id, data_set, location, size, fingerprint, content_hash, records
-- sql/model/songs.sql
-- sql/model/artists.sql
-- sql/model/users.sql
-- sql/model/songplays.sql
-- sql/model/time.sql
-- sql/model/plays-of-period.sql
-- sql/proofs/plays.sql
-- etl-packed.sql: select * from ( -- sql/checks/artist-of-play-exists.sql ) as bad_rows limit 5
-- etl-packed.sql: select * from ( -- sql/checks/artist-of-song-exists.sql ) as bad_rows limit 5
-- etl-packed.sql: select * from ( -- sql/checks/ids-are-filled.sql ) as bad_rows limit 5
-- etl-packed.sql: select * from ( -- sql/checks/match-has-candidate.sql ) as bad_rows limit 5
-- etl-packed.sql: select * from ( -- sql/checks/one-row-per-artist.sql ) as bad_rows limit 5
-- etl-packed.sql: select * from ( -- sql/checks/one-row-per-play.sql ) as bad_rows limit 5
-- etl-packed.sql: select * from ( -- sql/checks/one-row-per-song.sql ) as bad_rows limit 5
-- etl-packed.sql: select * from ( -- sql/checks/one-row-per-start-time.sql ) as bad_rows limit 5
-- etl-packed.sql: select * from ( -- sql/checks/one-row-per-user.sql ) as bad_rows limit 5
-- etl-packed.sql: select * from ( -- sql/checks/play-has-event.sql ) as bad_rows limit 5
-- etl-packed.sql: select * from ( -- sql/checks/plays-equal-events.sql ) as bad_rows limit 5
-- etl-packed.sql: select * from ( -- sql/checks/plays-within-dates.sql ) as bad_rows limit 5
-- etl-packed.sql: select * from ( -- sql/checks/row-counts-reconcile.sql ) as bad_rows limit 5
-- etl-packed.sql: select * from ( -- sql/checks/song-of-play-exists.sql ) as bad_rows limit 5
-- etl-packed.sql: select * from ( -- sql/checks/time-of-play-exists.sql ) as bad_rows limit 5
-- etl-packed.sql: select * from ( -- sql/checks/time-parts-agree.sql ) as bad_rows limit 5
-- etl-packed.sql: select * from ( -- sql/checks/user-has-event.sql ) as bad_rows limit 5
-- etl-packed.sql: select * from ( -- sql/checks/user-level-is-latest.sql ) as bad_rows limit 5
-- etl-packed.sql: select * from ( -- sql/checks/user-of-play-exists.sql ) as bad_rows limit 5
-- etl-packed.sql: select 'staging_events' as counted, count(*) as row_count from "staging_events" union all select 'st
-- etl-packed.sql: insert into etl.checks (run_id, name, bad_rows, checked_at) values (cast($run_id as integer), $name_
-- etl-packed.sql: insert into etl.runs (run_id, attempt_id, started_at, finished_at, logs_location, songs_location, lo
-- etl-packed.sql: commit
-- etl-packed.sql: select n.nspname as table_schema, c.relname as table_name, a.attname as column_name, d.description f
-- etl-packed.sql: analyze "staging_events"
-- etl-packed.sql: analyze "staging_songs"
-- etl-packed.sql: analyze "songplays"
-- etl-packed.sql: analyze "users"
-- etl-packed.sql: analyze "songs"
-- etl-packed.sql: analyze "artists"
-- etl-packed.sql: analyze "time"
-- src/schema/comments.ts
