-- title: Songs that open a session
-- chart: bar song sessions
-- limit: 10

-- The first play of each session, of those within the filters.
with
numbered as (
    select
        song,
        artist,
        row_number() over (
            partition by user_id, session_id
            order by start_time, songplay_id
        ) as place
    from filtered_plays
)

select song, artist, count(*) as sessions
from numbered
where place = 1
  and song is not null
group by song, artist
order by sessions desc, song, artist;
