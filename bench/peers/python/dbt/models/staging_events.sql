{% if var('loaded_by', 'dbt') == 'dlt' %}
select
    artist, first_name, gender, item_in_session, last_name, length, level, location, page, session_id, song, ts,
    user_agent, nullif(user_id, '')::bigint as user_id
from raw.log_events
{% else %}
select
    artist, firstName as first_name, gender, itemInSession as item_in_session, lastName as last_name, length, level,
    location, page, sessionId as session_id, song, ts, userAgent as user_agent, nullif(userId, '')::bigint as user_id
from read_json(
    '{{ var("data") }}/log_data/**/*.json',
    columns = {
        artist: 'varchar', auth: 'varchar', firstName: 'varchar', gender: 'varchar', itemInSession: 'integer',
        lastName: 'varchar', length: 'double', level: 'varchar', location: 'varchar', method: 'varchar', page: 'varchar',
        registration: 'double', sessionId: 'bigint', song: 'varchar', status: 'integer', ts: 'bigint',
        userAgent: 'varchar', userId: 'varchar'
    }
)
{% endif %}
