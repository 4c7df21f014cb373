-- No play is before the year 2000 or more than 24 hours ahead of every run, as when seconds are read as milliseconds.

select ts, user_id, session_id, item_in_session, file_id
from staging_events
where is_play(page)
  and (
    ts < 946684800000
    or ts > 86400000 + greatest($now, (select coalesce(max(clock), 0) from etl.runs))
  );
