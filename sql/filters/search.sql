-- Plays whose song or artist has a text in its name, in any case, as the log says it or the song data.
(
    position(lower($search) in lower(song)) > 0
    or position(lower($search) in lower(artist)) > 0
    or song_id in (
        select songs.song_id
        from songs
        inner join artists
            on artists.artist_id = songs.artist_id
        where position(lower($search) in lower(songs.title)) > 0
           or position(lower($search) in lower(artists.name)) > 0
    )
)
