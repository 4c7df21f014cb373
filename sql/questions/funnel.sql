-- title: Users who upgrade, downgrade and cancel, step by step
-- chart: funnel path step users
-- measure: users

-- A user reaches the last step if it comes after the first visit of the page. The percentage is of the step before.
with
seen as (
    select count(distinct user_id) as users
    from (select user_id from filtered_plays union all select user_id from filtered_events) as everyone
),

paths as (
    select 'upgrade' as path, 'Upgrade' as page, 'Submit Upgrade' as last_page
    union all select 'downgrade', 'Downgrade', 'Submit Downgrade'
    union all select 'cancel', 'Cancel', 'Cancellation Confirmation'
),

visits as (
    select page, user_id, min(start_time) as first_visit, max(start_time) as last_visit
    from filtered_events
    where page in ('Upgrade', 'Submit Upgrade', 'Downgrade', 'Submit Downgrade', 'Cancel', 'Cancellation Confirmation')
    group by page, user_id
),

steps as (
    select path, 1 as place, 'Seen' as step, users from paths cross join seen

    union all

    select path, 2, paths.page, count(user_id)
    from paths
    left join visits on visits.page = paths.page
    group by path, paths.page

    union all

    select path, 3, last_page, count(finished.user_id)
    from paths
    left join visits on visits.page = paths.page
    left join visits as finished
        on finished.page = last_page and finished.user_id = visits.user_id and finished.last_visit >= visits.first_visit
    group by path, last_page
)

select
    path,
    step,
    users,
    cast(
        round(100.0 * users / nullif(lag(users) over (partition by path order by place), 0), 2) as double precision
    ) as share_percent
from steps
order by path desc, place;
