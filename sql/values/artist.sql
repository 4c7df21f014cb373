-- The artists that log events name, the most played first, and those of the song data.
select value, cast(sum(plays) as bigint) as plays
from (
    select artist as value, count(*) as plays
    from songplays
    where artist is not null
    group by artist

    union all

    select name as value, 0 as plays
    from artists
) as named
group by value
order by plays desc, value
limit $limit;
