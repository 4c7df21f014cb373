-- Page events, each once: events of one identity that are staged several times are one, with the least of their values.
select
    epoch_ms(ts) as start_time,
    user_id,
    session_id,
    item_in_session,
    page,
    min(level) as level,
    min(status) as status,
    min(location) as location,
    min(user_agent) as user_agent
from staging_events
where not is_play(page)
group by ts, user_id, session_id, item_in_session, page
