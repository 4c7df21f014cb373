-- Empties the star: what follows builds all of it from staging.

delete from songplays;

delete from time;

delete from users;
