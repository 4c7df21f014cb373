-- Keeps the log's own song, artist and length with each play, and the place of its event in the session. The star is
-- rebuilt after the migrations, which fills them.

alter table songplays add column item_in_session integer;

alter table songplays add column song varchar(1024);

alter table songplays add column artist varchar(1024);

alter table songplays add column length double precision;
