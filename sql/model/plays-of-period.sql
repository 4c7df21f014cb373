-- The number of the staged plays from $from to $to (epoch milliseconds, both included), the first and the last ts.

select count(*) as plays, min(ts) as first, max(ts) as last
from staging_events
where is_play(page)
  and ts between $from and $to;
