-- The newest run in tables of version 0, which kept no JSONPaths files.

select run_id, finished_at
from etl.runs
order by run_id desc
limit 1;
