-- The artists with most plays, $limit of them, and what else is counted of their plays. A play that found no song record counts
-- for the artist that the log says. Those that did are counted by their artist_id, which is several times as fast as by texts.
with
counted as (
    select known.artist_id, artists.name as artist, known.plays
    from (
        select artist_id, count(*) as plays
        from filtered_plays
        where artist_id is not null
        group by artist_id
    ) as known
    inner join artists
        on artists.artist_id = known.artist_id

    union all

    select cast(null as varchar(256)) as artist_id, artist, count(*) as plays
    from filtered_plays
    where artist_id is null
      and artist is not null
    group by artist
),

top_artists as (
    select
        artist,
        cast(sum(plays) as bigint) as plays,
        count(artist_id) > 0 as in_song_data,
        row_number() over (order by sum(plays) desc, artist) as place
    from counted
    group by artist
    order by place
    limit $limit
),

shown as (
    select counted.artist_id, top_artists.artist, top_artists.place
    from counted
    inner join top_artists
        on top_artists.artist = counted.artist
),

played as (
    select shown.place, filtered_plays.user_id, filtered_plays.song, filtered_plays.start_time
    from filtered_plays
    inner join shown
        on shown.artist_id = filtered_plays.artist_id

    union all

    select shown.place, filtered_plays.user_id, filtered_plays.song, filtered_plays.start_time
    from filtered_plays
    inner join shown
        on shown.artist = filtered_plays.artist
    where filtered_plays.artist_id is null
      and shown.artist_id is null
),

listened as (
    select
        place,
        count(distinct user_id) as listeners,
        count(distinct song) as songs,
        min(start_time) as first_play,
        max(start_time) as last_play
    from played
    group by place
)

select top_artists.*, listened.listeners, listened.songs, listened.first_play, listened.last_play
from top_artists
inner join listened
    on listened.place = top_artists.place
