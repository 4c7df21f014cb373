-- grain: one row for each artist and week
-- column artist: The artist's name, as the log says it.
-- column week: The Monday with which the week begins, UTC.
-- column plays: Plays of their songs in this week.
-- column listeners: Users who played one in this week.
-- Plays of each artist by week. Plays that name no artist are not in it.
select
    artist,
    cast(date_trunc('week', start_time) as date) as week,
    count(*) as plays,
    count(distinct user_id) as listeners
from songplays
where artist is not null
group by artist, cast(date_trunc('week', start_time) as date);
