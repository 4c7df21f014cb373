-- The loaded files of a data set, a line of version and location for each, by location, and a row too: LISTAGG ends at
-- 64 KB.

select
    1 as files,
    version || ' ' || location as lines
from etl.files
where data_set = $data_set
order by location;
