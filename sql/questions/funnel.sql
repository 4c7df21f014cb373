-- title: Users who upgrade, downgrade and cancel, step by step
-- chart: funnel path step users
-- measure: users

-- A user reaches the last step if it comes after the first visit of the page. The percentage is of the step before.
with
seen as (
    select count(distinct user_id) as users
    from (select user_id from filtered_plays union all select user_id from filtered_events) as everyone
),

steps as (
    select 'upgrade' as path, 1 as place, 'Seen' as step
    union all select 'upgrade', 2, 'Upgrade'
    union all select 'upgrade', 3, 'Submit Upgrade'
    union all select 'downgrade', 1, 'Seen'
    union all select 'downgrade', 2, 'Downgrade'
    union all select 'downgrade', 3, 'Submit Downgrade'
    union all select 'cancel', 1, 'Seen'
    union all select 'cancel', 2, 'Cancel'
    union all select 'cancel', 3, 'Cancellation Confirmation'
),

walked as (
    select
        steps.path,
        events.user_id,
        min(case when steps.place = 2 then events.start_time end) as visited,
        max(case when steps.place = 3 then events.start_time end) as finished
    from filtered_events as events
    inner join steps
        on steps.step = events.page
    where events.user_id is not null
      and events.page in ('Upgrade', 'Submit Upgrade', 'Downgrade', 'Submit Downgrade', 'Cancel', 'Cancellation Confirmation')
    group by steps.path, events.user_id
),

counted as (
    select path, count(visited) as visited, count(case when finished >= visited then 1 end) as finished
    from walked
    group by path
),

reached as (
    select
        steps.path,
        steps.place,
        steps.step,
        case steps.place
            when 1 then (select users from seen)
            when 2 then coalesce(counted.visited, 0)
            else coalesce(counted.finished, 0)
        end as users
    from steps
    left join counted
        on counted.path = steps.path
)

select
    path,
    step,
    users,
    cast(
        round(100.0 * users / nullif(lag(users) over (partition by path order by place), 0), 2) as double precision
    ) as share_percent
from reached
order by path desc, place;
