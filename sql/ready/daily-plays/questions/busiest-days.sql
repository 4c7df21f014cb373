-- title: Busiest days
-- chart: bar day plays
-- limit: 10

-- The filters choose days by their plays; the figures are those of the whole day.
with
chosen as (
    select distinct cast(start_time as date) as day
    from filtered_plays
)

select
    daily_plays.day,
    daily_plays.plays,
    daily_plays.paid_plays,
    daily_plays.listeners,
    cast(round(cast(daily_plays.seconds / 3600.0 as decimal(18, 4)), 1) as double precision) as hours
from daily_plays
inner join chosen
    on chosen.day = daily_plays.day
order by daily_plays.plays desc, daily_plays.day;
