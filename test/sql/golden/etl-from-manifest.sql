create temp table copied_logs (like staging_events);

copy "copied_logs" ("artist", "auth", "first_name", "gender", "item_in_session", "last_name", "length", "level", "location", "method", "page", "registration", "session_id", "song", "status", "ts", "user_agent", "user_id")
from 's3://music/work/sql-preview/staging_events-1-plain.manifest'
iam_role 'arn:aws:iam::123456789012:role/sparkify-copy'
region 'us-west-2'
format as json 's3://music/work/sql-preview/staging_events.jsonpaths'
compupdate off statupdate off
manifest;

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
