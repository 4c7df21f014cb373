-- songs
-- Grain: one row for each song_id of the staged song records.
-- Redshift ignores trailing blanks where it compares texts; their lengths, and chr(1) behind them in an order, make them count.

delete from songs;

insert into songs
with
ranked as (
    select
        song_id,
        title,
        artist_id,
        nullif(year, 0) as year,
        duration,
        row_number() over (
            partition by song_id, length(song_id)
            order by
                case when coalesce(year, 0) = 0 then 1 else 0 end, -- an unknown year comes last
                coalesce(year, 0),
                title || chr(1),
                duration,
                artist_id || chr(1)
        ) as preference
    from staging_songs
)

select song_id, title, artist_id, year, duration
from ranked
where preference = 1;
