-- The staged log events of a play, with the file and line of each.

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
where is_play(events.page)
  and events.ts = $ts
  and events.user_id = $user_id
  and events.session_id = $session_id
  and events.item_in_session = $item_in_session
order by files.location, coalesce(events.line, 0);
