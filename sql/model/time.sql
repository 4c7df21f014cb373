-- time
-- Grain: one row for each distinct start_time of songplays.
-- Rebuilds the times from $from to $to (epoch milliseconds, both included). Weeks are ISO 8601; weekday 0 is Sunday.

delete from time
where start_time between epoch_ms($from) and epoch_ms($to);

insert into time
with
start_times as (
    select distinct start_time
    from songplays
    where start_time between epoch_ms($from) and epoch_ms($to)
)

select
    start_time,
    cast(extract(hour from start_time) as integer) as hour,
    cast(extract(day from start_time) as integer) as day,
    cast(extract(week from start_time) as integer) as week,
    cast(extract(month from start_time) as integer) as month,
    cast(extract(year from start_time) as integer) as year,
    cast(extract(dow from start_time) as integer) as weekday
from start_times;
