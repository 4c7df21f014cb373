-- title: Top artists
-- chart: bar artist plays
-- limit: 10
-- measure: plays

select
    artists.name as artist,
    count(*) as plays,
    count(distinct songplays.user_id) as listeners
from songplays
inner join artists
    on artists.artist_id = songplays.artist_id
where start_time >= cast($from as timestamp)
  and start_time < cast($to as timestamp)
group by artists.artist_id, artists.name
order by plays desc, artist, artists.artist_id
limit $limit;
