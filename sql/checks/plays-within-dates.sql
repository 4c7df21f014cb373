-- No play is before the year 2000 or more than 24 hours in the future, as when seconds are read as milliseconds.

select ts, user_id, session_id, item_in_session, file_id
from staging_events
where page = 'NextSong'
  and (ts < 946684800000 or ts > $now + 86400000);
