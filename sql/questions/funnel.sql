-- title: Users who upgrade, downgrade and cancel, step by step
-- chart: funnel step users path

-- A user reaches the last step if it comes after the first visit of the page. The percentage is of the step before.
with
users as (
    select
        min(case when page = 'Upgrade' then start_time end) as upgrade,
        max(case when page = 'Submit Upgrade' then start_time end) as submit_upgrade,
        min(case when page = 'Downgrade' then start_time end) as downgrade,
        max(case when page = 'Submit Downgrade' then start_time end) as submit_downgrade,
        min(case when page = 'Cancel' then start_time end) as cancel,
        max(case when page = 'Cancellation Confirmation' then start_time end) as confirmation
    from filtered_visits
    group by user_id
)

select path, step, users, rounded(100.0 * users / nullif(lag(users) over (partition by path order by place), 0)) as share_percent
from (
    select 'upgrade' as path, 1 as place, 'Seen' as step, count(*) as users from users
    union all select 'upgrade', 2, 'Upgrade', count(upgrade) from users
    union all select 'upgrade', 3, 'Submit Upgrade', count(case when submit_upgrade >= upgrade then 1 end) from users
    union all select 'downgrade', 1, 'Seen', count(*) from users
    union all select 'downgrade', 2, 'Downgrade', count(downgrade) from users
    union all select 'downgrade', 3, 'Submit Downgrade', count(case when submit_downgrade >= downgrade then 1 end) from users
    union all select 'cancel', 1, 'Seen', count(*) from users
    union all select 'cancel', 2, 'Cancel', count(cancel) from users
    union all select 'cancel', 3, 'Cancellation Confirmation', count(case when confirmation >= cancel then 1 end) from users
) as steps
order by path desc, place;
