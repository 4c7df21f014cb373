-- Names columns of the load manifest and of the run log, and a check, for what they hold.

alter table etl.files rename column version to fingerprint;

alter table etl.files rename column content to content_hash;

alter table etl.files rename column copied_with to copy_group_id;

alter table etl.runs rename column token to attempt_id;

alter table etl.runs rename column logs to logs_location;

alter table etl.runs rename column songs to songs_location;

update etl.checks
set name = 'row-counts-reconcile'
where name = 'books-balance';
