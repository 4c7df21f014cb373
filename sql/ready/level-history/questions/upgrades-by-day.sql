-- title: Changes of level by day
-- chart: line day users level

-- The filters choose users by their plays, not the days.
with
chosen as (
    select distinct user_id
    from filtered_plays
),

ranked as (
    select
        level_history.user_id,
        level_history.level,
        level_history.valid_from,
        row_number() over (
            partition by level_history.user_id
            order by level_history.valid_from
        ) as place
    from level_history
    inner join chosen
        on chosen.user_id = level_history.user_id
)

select
    cast(valid_from as date) as day,
    level,
    count(*) as users
from ranked
where place > 1
group by 1, 2
order by 1, 2;
