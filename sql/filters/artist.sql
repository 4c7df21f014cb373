-- Plays of an artist, by the name in the log or the one in the artists; trailing blanks do not count, as in the match.
(
    rtrim(artist) = rtrim($artist)
    or artist_id in (
        select artists.artist_id
        from artists
        where artists.name = $artist
    )
)
