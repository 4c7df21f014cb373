-- Keeps the JSONPaths files of each run, so that the next one can use them.

alter table etl.runs add column log_jsonpath varchar(4096);

alter table etl.runs add column song_jsonpath varchar(4096);
