-- The plays of all artists are the plays that name one.
with
by_artist as (
    select count(*) as artists, count(distinct artist) as different_artists, coalesce(sum(plays), 0) as plays
    from listening_by_artist
),

star as (
    select count(artist) as plays
    from songplays
)

select by_artist.artists, by_artist.different_artists, by_artist.plays, star.plays as plays_of_star
from by_artist
cross join star
where by_artist.plays <> star.plays
   or by_artist.artists <> by_artist.different_artists;
