-- The plays of the songs with most plays, $limit of them: what else is counted of songs is counted of these, and of no other.
with
shown as (
    select song_id, song, artist, plays
    from counted_songs
    order by plays desc, song, artist, coalesce(song_id, '')
    limit $limit
)

select shown.song_id, shown.song, shown.artist, shown.plays, filtered_plays.user_id, filtered_plays.start_time
from filtered_plays
inner join shown
    on shown.song_id = filtered_plays.song_id

union all

select shown.song_id, shown.song, shown.artist, shown.plays, filtered_plays.user_id, filtered_plays.start_time
from filtered_plays
inner join shown
    on shown.song = filtered_plays.song
   and shown.artist = coalesce(filtered_plays.artist, '')
where filtered_plays.song_id is null
  and shown.song_id is null
