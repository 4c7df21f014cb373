begin read only;

copy users from '…' iam_role '…' region '…' json '…';

insert into etl.files (file_id, run_id, data_set, location, size, fingerprint, content_hash, records, lines, staged, rejected, blank, bytes, staged_bytes, rejected_bytes, between_bytes, copy_group_id) values
(cast($1 as integer), cast($1 as integer), cast($1 as varchar(0)), cast($1 as varchar(0)), $1, cast($1 as varchar(0)), cast($1 as varchar(0)), $1, $1, $1, $1, $1, $1, $1, $1, $1, cast($1 as integer)),
(cast($1 as integer), cast($1 as integer), cast($1 as varchar(0)), cast($1 as varchar(0)), $1, cast($1 as varchar(0)), cast($1 as varchar(0)), $1, $1, $1, $1, $1, $1, $1, $1, $1, cast($1 as integer)),
(cast($1 as integer), cast($1 as integer), cast($1 as varchar(0)), cast($1 as varchar(0)), $1, cast($1 as varchar(0)), cast($1 as varchar(0)), $1, $1, $1, $1, $1, $1, $1, $1, $1, cast($1 as integer)),
(cast($1 as integer), cast($1 as integer), cast($1 as varchar(0)), cast($1 as varchar(0)), $1, cast($1 as varchar(0)), cast($1 as varchar(0)), $1, $1, $1, $1, $1, $1, $1, $1, $1, cast($1 as integer));

rollback;

select
       current_user as name,
       current_database() as database,
       has_database_privilege(current_user, current_database(), '…') as may_create_schemas,
       has_schema_privilege(current_user, '…', '…') as may_create_tables;

select '…' as counted, count(*) as row_count from "songplays"
union all
select '…' as counted, count(*) as row_count from "users"
union all
select '…' as counted, count(*) as row_count from "songs"
union all
select '…' as counted, count(*) as row_count from "artists"
union all
select '…' as counted, count(*) as row_count from "time"
union all
select '…' as counted, count(*) as row_count from "staging_events"
union all
select '…' as counted, count(*) as row_count from "staging_songs"
union all
select '…' as counted, count(*) as row_count from "etl"."runs"
union all
select '…' as counted, count(*) as row_count from "etl"."checks"
union all
select '…' as counted, count(*) as row_count from "etl"."migrations"
union all
select '…' as counted, count(*) as row_count from "etl"."own_tables"
union all
select '…' as counted, count(*) as row_count from "etl"."files"
union all
select '…' as counted, count(*) as row_count from "etl"."rejected_records";

select '…' as counted, count(*) as row_count from "staging_events"
union all
select '…' as counted, count(*) as row_count from "staging_songs"
union all
select '…' as counted, count(*) as row_count from "songplays"
union all
select '…' as counted, count(*) as row_count from "users"
union all
select '…' as counted, count(*) as row_count from "songs"
union all
select '…' as counted, count(*) as row_count from "artists"
union all
select '…' as counted, count(*) as row_count from "time"
union all
-- sql/report/play-counts.sql;

select 0;

select count(*) as slices from stv_slices;

select current_user as name, version() as version;

select max(version) as version from etl.migrations;

select pg_backend_pid() as id;

select pg_backend_pid() as id, version() as version;

select pg_terminate_backend(0);

select query_id, trim(file_name) as file_name, line_number, trim(column_name) as column_name, error_code,
    trim(error_message) as error_message
  from sys_load_error_detail
  where session_id = cast($1 as integer)
  order by query_id desc, start_time desc, line_number
  limit 0;

set query_group to '…';

set timezone to '…';

with
classified_agents as (
-- sql/filters/agents.sql
)

select distinct "system" as value
from classified_agents
order by value
limit $1;

with
classified_agents as (
-- sql/filters/agents.sql
)

select distinct browser as value
from classified_agents
order by value
limit $1;
