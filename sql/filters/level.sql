-- Plays on a level.
level = $level
