-- etl-packed.sql: select table_name from information_schema.tables where (table_schema = 'etl' and table_name in ('fil

drop table if exists staging_events;

drop table if exists staging_songs;

drop table if exists songplays;

drop table if exists users;

drop table if exists songs;

drop table if exists artists;

drop table if exists time;

drop schema if exists etl cascade;
