-- Plays of songs with this title, as the log says it; trailing blanks do not count, as in the match.
rtrim(song) = rtrim($song)
