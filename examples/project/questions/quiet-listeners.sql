-- title: Listeners who went quiet
-- chart: bar listener plays
-- page: Growth
-- limit: 20
-- param: quiet_days integer 7

-- Those with a play within the filters whose last play of all is so many days before the end of the data, the busiest
-- first: whom to write to.
with
chosen as (
    select distinct user_id
    from filtered_plays
),

the_end as (
    select max(last_play) as last_play
    from listeners
)

select
    coalesce(users.first_name || ' ', '') || coalesce(users.last_name, '') as listener,
    listeners.level,
    listeners.plays,
    listeners.active_days,
    cast(listeners.last_play as date) as last_day
from listeners
inner join chosen
    on chosen.user_id = listeners.user_id
inner join users
    on users.user_id = listeners.user_id
inner join the_end
    on cast(listeners.last_play as date) <= cast(the_end.last_play as date) - cast($quiet_days as integer)
order by listeners.plays desc, listeners.user_id;
