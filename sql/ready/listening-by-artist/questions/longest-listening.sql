-- title: Artists by listening time
-- chart: bar artist hours
-- limit: 10

-- The filters choose artists by their plays; the figures are those of all plays.
with
chosen as (
    select distinct artist
    from filtered_plays
    where artist is not null
)

select
    listening_by_artist.artist,
    cast(round(cast(listening_by_artist.seconds / 3600.0 as decimal(18, 4)), 1) as double precision) as hours,
    listening_by_artist.plays,
    listening_by_artist.listeners
from listening_by_artist
inner join chosen
    on chosen.artist = listening_by_artist.artist
order by listening_by_artist.seconds desc, listening_by_artist.artist;
