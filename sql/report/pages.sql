-- The pages of the staged events, the most frequent first.

select page, count(*) as events
from staging_events
group by page
order by events desc, page
limit $limit;
