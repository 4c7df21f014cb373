-- Plays of songs with this title, as the log says it; none are plays without one. Trailing blanks do not count, as in the match.
coalesce(rtrim(song, ' '), 'none') = rtrim($song, ' ')
