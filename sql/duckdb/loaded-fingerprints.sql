-- The loaded files of each data set, their number and a line of fingerprint and location for each, by location: one long text
-- is handed over several times as fast as many short ones. Files to be read again have no line.

select
    data_set,
    count(*) as files,
    string_agg(fingerprint || ' ' || location, chr(10) order by location) filter (where not coalesce(read_again, false)) as lines
from etl.files
group by data_set;
