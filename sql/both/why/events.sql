-- The staged log events of a play, the one that it was made from first (the order of star/songplays.sql).

select
    events.ts,
    events.user_id,
    events.session_id,
    events.item_in_session,
    events.level,
    events.location,
    events.user_agent,
    events.artist,
    events.song,
    events.length,
    events.line,
    files.location as file,
    files.run_id
from staging_events as events
inner join etl.files as files
    on files.file_id = events.file_id
where events.page = 'NextSong'
  and events.user_id = $user_id
  and events.session_id = $session_id
  and md5(
      cast(events.ts as varchar)
      || '|' || cast(events.user_id as varchar)
      || '|' || cast(events.session_id as varchar)
      || '|' || cast(events.item_in_session as varchar)
  ) = $play_id
order by
    coalesce(events.level, ''),
    coalesce(events.location, ''),
    coalesce(events.user_agent, ''),
    coalesce(events.artist, ''),
    coalesce(events.song, ''),
    coalesce(events.length, 0),
    case when events.level is null then 0 else 1 end,
    case when events.location is null then 0 else 1 end,
    case when events.user_agent is null then 0 else 1 end,
    case when events.artist is null then 0 else 1 end,
    case when events.song is null then 0 else 1 end,
    case when events.length is null then 0 else 1 end,
    files.location,
    coalesce(events.line, 0);
