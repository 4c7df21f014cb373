-- title: Listening time
-- chart: figures hours

-- A play lasts as long as its log event says, whether or not its song is known.
select
    cast(round(cast(coalesce(sum(length), 0) / 3600.0 as decimal(18, 4)), 1) as double precision) as hours,
    count(*) as plays
from filtered_plays;
