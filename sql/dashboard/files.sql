-- Loaded files: those with rejected records first, then the newest; $search is a part of the location.

select location, data_set, run_id, size, lines, staged, rejected, blank
from etl.files
where $search = '' or position(lower($search) in lower(location)) > 0
order by case when rejected > 0 then 0 else 1 end, run_id desc, data_set, location
limit $limit;
