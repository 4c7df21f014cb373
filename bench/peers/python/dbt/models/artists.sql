with
names as (
    select artist_id, artist_name as name
    from {{ ref('staging_songs') }}
    group by artist_id, artist_name
    qualify row_number() over (
        partition by artist_id order by count(distinct song_id) desc, length(artist_name), artist_name
    ) = 1
),

places as (
    select
        artist_id,
        nullif(artist_location, '') as location,
        artist_latitude as latitude,
        artist_longitude as longitude
    from {{ ref('staging_songs') }}
    qualify row_number() over (
        partition by artist_id order by artist_location = '', artist_latitude is null, song_id
    ) = 1
)

select artist_id, name, location, latitude, longitude
from names
inner join places using (artist_id)
