-- The plays of all days are the plays of the star.
with
days as (
    select count(*) as days, count(distinct day) as different_days, coalesce(sum(plays), 0) as plays
    from daily_plays
),

star as (
    select count(*) as plays
    from songplays
)

select days.days, days.different_days, days.plays, star.plays as plays_of_star
from days
cross join star
where days.plays <> star.plays
   or days.days <> days.different_days;
