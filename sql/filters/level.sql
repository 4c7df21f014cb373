-- Plays on a level; none are plays whose log event names no level.
coalesce(level, 'none') = $level
