-- The levels of a user follow each other without a gap or an overlap, and differ.
with
ordered as (
    select
        user_id,
        level,
        valid_from,
        valid_to,
        lead(valid_from) over (partition by user_id order by valid_from) as next_from,
        lead(coalesce(level, '')) over (partition by user_id order by valid_from) as next_level
    from level_history
)

select user_id, level, valid_from, valid_to, next_from
from ordered
where (valid_to is null) <> (next_from is null)
   or valid_to <> next_from
   or valid_to <= valid_from
   or coalesce(level, '') = next_level;
