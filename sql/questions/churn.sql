-- title: Cancellations and downgrades of each level
-- chart: bar period_start cancelled downgraded
-- measure: cancelled
-- grain: week

-- Users of a period at a level, those of them who cancelled or went down to free, and their share in percent.
with
seen as (
    select period(start_time) as period_start, level, user_id, 'NextSong' as page
    from filtered_plays

    union all

    select period(start_time) as period_start, level, user_id, page
    from filtered_events
    where user_id is not null
),

users_of_period as (
    select
        period_start,
        level,
        user_id,
        max(case when page = 'Cancellation Confirmation' then 1 else 0 end) as cancelled,
        max(case when page = 'Submit Downgrade' then 1 else 0 end) as downgraded
    from seen
    group by period_start, level, user_id
)

select
    period_start,
    level,
    count(*) as active,
    cast(sum(cancelled) as bigint) as cancelled,
    cast(sum(downgraded) as bigint) as downgraded,
    cast(
        round(100.0 * count(case when cancelled + downgraded > 0 then 1 end) / count(*), 2) as double precision
    ) as share_percent,
    incomplete(period_start) as incomplete
from users_of_period
group by period_start, level
order by 1, 2;
