-- title: Rising artists
-- chart: bar artist gain
-- page: Growth
-- limit: 10
-- param: min_plays integer 1

-- Artists with more plays in the last week of the data than in the week before. The filters do not apply: the table
-- artist_weeks counts all plays.
with
last_week as (
    select max(week) as week
    from artist_weeks
),

compared as (
    select
        artist_weeks.artist,
        sum(case when artist_weeks.week = last_week.week then artist_weeks.plays else 0 end) as plays,
        sum(case when artist_weeks.week < last_week.week then artist_weeks.plays else 0 end) as plays_before
    from artist_weeks
    inner join last_week
        on artist_weeks.week >= last_week.week - interval '7 days'
    group by artist_weeks.artist
)

select
    artist,
    cast(plays as bigint) as plays,
    cast(plays_before as bigint) as plays_before,
    cast(plays - plays_before as bigint) as gain
from compared
where plays > plays_before
  and plays >= cast($min_plays as integer)
order by gain desc, artist;
