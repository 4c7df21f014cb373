-- The load manifest, summed by data set: lines = staged + rejected + blank.

select
    data_set,
    count(*) as files,
    cast(sum(size) as bigint) as bytes,
    cast(sum(lines) as bigint) as lines,
    cast(sum(staged) as bigint) as staged,
    cast(sum(rejected) as bigint) as rejected,
    cast(sum(blank) as bigint) as blank
from etl.files
group by data_set
order by data_set;
