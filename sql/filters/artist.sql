-- Plays of an artist, by the name in the log or the one in the artists; none are plays without one. Trailing blanks do not
-- count, as in the match.
(
    coalesce(rtrim(artist, ' '), 'none') = rtrim($artist, ' ')
    or artist_id in (
        select artists.artist_id
        from artists
        where artists.name = $artist
    )
)
