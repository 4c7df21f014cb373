-- The plays of all weeks of all artists are the plays that name an artist.
with
weeks as (
    select coalesce(sum(plays), 0) as plays
    from artist_weeks
),

star as (
    select count(artist) as plays
    from songplays
)

select weeks.plays, star.plays as plays_of_star
from weeks
inner join star
    on star.plays <> weeks.plays;
