-- No play is from before the year 2000 or from the future: seconds taken for milliseconds show here.

select ts, user_id, session_id, item_in_session, file_id
from staging_events
where page = 'NextSong'
  and (ts < 946684800000 or ts > $now);
