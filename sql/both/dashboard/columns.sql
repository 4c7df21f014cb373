-- Every column of every table of this program, in order.

select
    table_schema,
    table_name,
    column_name,
    data_type,
    ordinal_position
from information_schema.columns
where table_schema = 'etl'
   or table_name in (
      'staging_events', 'staging_songs', 'songplays', 'users', 'songs', 'artists', 'time'
   )
order by table_schema, table_name, ordinal_position;
