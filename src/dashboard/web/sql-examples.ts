export const firstStatement = `select
    level,
    count(*) as plays,
    count(distinct user_id) as listeners
from songplays
group by level
order by plays desc`;

/** Statements to begin with. */
export const examples: readonly { readonly name: string; readonly sql: string }[] = [
  { name: 'Plays by level', sql: firstStatement },
  {
    name: 'Songs that were never played',
    sql: `select songs.title, artists.name as artist
from songs
inner join artists
    on artists.artist_id = songs.artist_id
where not exists (
    select 1
    from songplays
    where songplays.song_id = songs.song_id
)
order by songs.title`,
  },
  {
    name: 'What users do besides playing',
    sql: `select page, count(*) as events
from staging_events
where page <> 'NextSong'
group by page
order by events desc`,
  },
  {
    name: 'Plays by day',
    sql: `select cast(start_time as date) as day, count(*) as plays
from songplays
group by 1
order by 1`,
  },
];
