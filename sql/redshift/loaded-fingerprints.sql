-- The loaded files of each data set, a line of fingerprint and location for each, by location, and a row too: LISTAGG ends at
-- 64 KB. Files to be read again have no line.

select
    data_set,
    1 as files,
    case when not coalesce(read_again, false) then fingerprint || ' ' || location end as lines
from etl.files
order by location;
