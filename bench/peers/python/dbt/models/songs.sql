select song_id, title, artist_id, nullif(year, 0) as year, duration
from {{ ref('staging_songs') }}
qualify row_number() over (partition by song_id order by year = 0, year, title) = 1
