-- artists
-- Grain: one row for each artist_id of the staged song records.
-- The name is the one on most songs of the artist; the place comes whole from one record.
-- Redshift ignores trailing blanks where it compares texts; their lengths, and chr(1) behind them in an order, make them count.

delete from artists;

insert into artists
with
credited_names as (
    select
        artist_id,
        artist_name,
        count(distinct song_id || chr(1)) as songs
    from staging_songs
    group by artist_id, length(artist_id), artist_name, length(artist_name)
),

ranked_names as (
    select
        artist_id,
        artist_name,
        row_number() over (
            partition by artist_id, length(artist_id)
            order by songs desc, length(artist_name), artist_name || chr(1)
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
            partition by artist_id, length(artist_id)
            order by
                case when length(artist_location) > 0 then 0 else 1 end, -- Redshift takes blanks to equal ''
                case when artist_latitude is null then 1 else 0 end,
                song_id || chr(1),
                coalesce(artist_location, '') || chr(1),
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
    on  ranked_places.artist_id = ranked_names.artist_id
    and length(ranked_places.artist_id) = length(ranked_names.artist_id)
where ranked_names.preference = 1
  and ranked_places.preference = 1;
