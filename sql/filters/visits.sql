-- What users did, page by page: plays, and page events of users with a login.
select start_time, user_id, level, 'NextSong' as page
from filtered_plays

union all

select start_time, user_id, level, page
from filtered_events
where user_id is not null
