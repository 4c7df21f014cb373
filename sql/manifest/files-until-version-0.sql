-- The loaded files in tables of version 0, as files.sql finds them after the upgrade: for a dry run, which changes nothing.

select
    file_id,
    data_set,
    location,
    size,
    version as fingerprint,
    content as content_hash,
    copied_with as copy_group_id,
    coalesce(
        rejected > 0
        or file_id in (select file_id from staging_events where ts < 946684800000 or ts > cast($now as bigint) + 86400000)
        or copied_with in (select file_id from staging_events where ts < 946684800000 or ts > cast($now as bigint) + 86400000),
        false
    ) as read_again,
    rejected
from etl.files;
