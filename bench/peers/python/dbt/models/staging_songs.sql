{% if var('loaded_by', 'dbt') == 'dlt' %}
select artist_id, artist_latitude, artist_longitude, artist_location, artist_name, song_id, title, duration, year
from raw.song_records
{% else %}
select *
from read_json(
    '{{ var("data") }}/song_data/**/*.json',
    columns = {
        num_songs: 'integer', artist_id: 'varchar', artist_latitude: 'double', artist_longitude: 'double',
        artist_location: 'varchar', artist_name: 'varchar', song_id: 'varchar', title: 'varchar', duration: 'double',
        year: 'integer'
    }
)
{% endif %}
