-- The songs with most plays, $limit of them, and what else is counted of their plays: of these, and of no other. Plays are counted
-- by the place of their song, since texts as keys take several times as long.
with
shown as (
    select *, row_number() over (order by plays desc, song, artist, coalesce(song_id, '')) as place
    from counted_songs
    order by place
    limit $limit
),

played as (
    select shown.place, filtered_plays.user_id, filtered_plays.start_time
    from filtered_plays
    inner join shown
        on shown.song_id = filtered_plays.song_id

    union all

    select shown.place, filtered_plays.user_id, filtered_plays.start_time
    from filtered_plays
    inner join shown
        on shown.song = filtered_plays.song
       and shown.artist = coalesce(filtered_plays.artist, '')
    where filtered_plays.song_id is null
      and shown.song_id is null
),

counted as (
    select place, count(distinct user_id) as listeners, min(start_time) as first_play, max(start_time) as last_play
    from played
    group by place
)

select shown.*, counted.listeners, counted.first_play, counted.last_play
from shown
inner join counted
    on counted.place = shown.place
