-- songs
-- Grain: one row for each song_id of the staged song records.
-- exact(text) compares with trailing blanks, which Redshift ignores where it compares texts.

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
            partition by exact(song_id)
            order by
                case when coalesce(year, 0) = 0 then 1 else 0 end, -- an unknown year comes last
                coalesce(year, 0),
                exact(title),
                duration,
                exact(artist_id)
        ) as preference
    from staging_songs
)

select song_id, title, artist_id, year, duration
from ranked
where preference = 1;
