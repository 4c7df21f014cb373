-- artists
-- Grain: one row for each artist_id of the staged song records.
-- The name is the one on most songs of the artist; the place comes whole from one record.
-- exact(text) compares with trailing blanks, which Redshift ignores where it compares texts.

delete from artists;

insert into artists
with
credited_names as (
    select
        artist_id,
        artist_name,
        count(distinct exact(song_id)) as songs
    from staging_songs
    group by artist_id, exact(artist_id), artist_name, exact(artist_name)
),

ranked_names as (
    select
        artist_id,
        artist_name,
        row_number() over (
            partition by exact(artist_id)
            order by songs desc, length(artist_name), exact(artist_name)
        ) as preference
    from credited_names
),

ranked_places as (
    select
        artist_id,
        case when length(artist_location) > 0 then artist_location end as location,
        artist_latitude as latitude,
        artist_longitude as longitude,
        row_number() over (
            partition by exact(artist_id)
            order by
                case when length(artist_location) > 0 then 0 else 1 end, -- Redshift takes blanks to equal ''
                case when artist_latitude is null then 1 else 0 end,
                exact(song_id),
                exact(coalesce(artist_location, '')),
                coalesce(artist_latitude, 0),
                coalesce(artist_longitude, 0),
                case when artist_longitude is null then 0 else 1 end
        ) as preference
    from staging_songs
)

select
    ranked_names.artist_id,
    ranked_names.artist_name as name,
    ranked_places.location,
    ranked_places.latitude,
    ranked_places.longitude
from ranked_names
inner join ranked_places
    on exact(ranked_places.artist_id) = exact(ranked_names.artist_id)
where ranked_names.preference = 1
  and ranked_places.preference = 1;
