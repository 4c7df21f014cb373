-- title: Cancellations and downgrades of each level
-- chart: bar period_start cancelled downgraded
-- grain: week

-- Users of a period at a level, those of them who cancelled or went down to free, and their share in percent.
with
users_of_period as (
    select
        period(start_time) as period_start,
        level,
        user_id,
        max(case when page = 'Cancellation Confirmation' then 1 else 0 end) as cancelled,
        max(case when page = 'Submit Downgrade' then 1 else 0 end) as downgraded
    from filtered_visits
    group by 1, 2, 3
)

select
    period_start,
    level,
    count(*) as active,
    cast(sum(cancelled) as bigint) as cancelled,
    cast(sum(downgraded) as bigint) as downgraded,
    rounded(100.0 * sum(greatest(cancelled, downgraded)) / count(*)) as share_percent,
    incomplete(period_start) as incomplete
from users_of_period
group by period_start, level
order by 1, 2;
