-- title: Sessions by level
-- chart: bar level sessions

-- The filters choose sessions by their plays.
with
chosen as (
    select distinct user_id, session_id
    from filtered_plays
)

select
    sessions.level,
    count(*) as sessions,
    cast(round(cast(avg(sessions.seconds / 60.0) as decimal(18, 4)), 1) as double precision) as minutes,
    cast(round(cast(avg(sessions.plays * 1.0) as decimal(18, 4)), 1) as double precision) as plays,
    cast(round(cast(avg(sessions.pages * 1.0) as decimal(18, 4)), 1) as double precision) as pages
from sessions
inner join chosen
    on  chosen.user_id = sessions.user_id
    and chosen.session_id = sessions.session_id
group by sessions.level
order by sessions desc, sessions.level;
