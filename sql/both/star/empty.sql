-- The star without a row, whatever stands in it: what follows builds all of it from staging.

delete from songplays;

delete from time;

delete from users;
