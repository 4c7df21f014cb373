-- The load manifest, summed by data set: records = staged + rejected. Bytes are those of decompressed files, where they were counted.

select
    data_set,
    count(*) as files,
    cast(sum(size) as bigint) as bytes,
    cast(sum(records) as bigint) as records,
    cast(sum(staged) as bigint) as staged,
    cast(sum(rejected) as bigint) as rejected,
    cast(sum(bytes) as bigint) as read_bytes,
    cast(sum(staged_bytes) as bigint) as staged_bytes,
    cast(sum(rejected_bytes) as bigint) as rejected_bytes,
    cast(sum(between_bytes) as bigint) as between_bytes
from etl.files
group by data_set
order by data_set;
