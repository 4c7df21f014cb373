-- All that was loaded, and the star. The run log stays: etl.runs, etl.checks, etl.migrations.

delete from staging_events;

delete from staging_songs;

delete from etl.rejected_records;

delete from etl.files;

delete from songplays;

delete from users;

delete from songs;

delete from artists;

delete from time;
