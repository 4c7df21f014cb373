-- Plays at the location of this name; if no play has it, at locations with this in their name, in any case. None are plays
-- without a location.
(
    coalesce(location, 'none') = $location
    or (
        position(lower($location) in lower(location)) > 0
        and not exists (
            select 1
            from songplays as named
            where coalesce(named.location, 'none') = $location
        )
    )
)
