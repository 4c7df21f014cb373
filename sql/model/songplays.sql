-- songplays
-- Grain: one row for each distinct identity (ts, user_id, session_id, item_in_session) of the staged NextSong events.
-- The only statement that knows what a play is. The log's own song, artist and length stay with each play, so that
-- nothing that reads plays needs to look for their events.
-- is_play(page) compares the page with NextSong; exact(text) compares with trailing blanks, which Redshift ignores where it compares texts.
-- Rebuilds the plays from $from to $to (epoch milliseconds, both included).

delete from songplays
where start_time between epoch_ms($from) and epoch_ms($to);

insert into songplays
with
-- Few identities are staged more than once, and ranking all plays costs more than all the rest: only these are ranked.
-- The plays are read from staging in each place that needs them, since an engine that keeps them in between is slower.
repeated as (
    select ts, user_id, session_id, item_in_session
    from staging_events
    where is_play(page)
      and ts between $from and $to
    group by ts, user_id, session_id, item_in_session
    having count(*) > 1
),

ranked_repeats as (
    select
        ts, user_id, session_id, item_in_session,
        level, location, user_agent, artist, song, length,
        row_number() over (
            partition by ts, user_id, session_id, item_in_session
            order by
                exact(coalesce(level, '')),
                exact(coalesce(location, '')),
                exact(coalesce(user_agent, '')),
                exact(coalesce(artist, '')),
                exact(coalesce(song, '')),
                coalesce(length, 0),
                -- what is NULL and what is empty tie above; the row must not depend on the order of loading
                case when level is null then 0 else 1 end,
                case when location is null then 0 else 1 end,
                case when user_agent is null then 0 else 1 end,
                case when artist is null then 0 else 1 end,
                case when song is null then 0 else 1 end,
                case when length is null then 0 else 1 end
        ) as preference
    from staging_events
    inner join repeated using (ts, user_id, session_id, item_in_session)
    where is_play(page)
),

plays as (
    select
        ts, user_id, session_id, item_in_session,
        level, location, user_agent, artist, song, length,
        1 as preference
    from staging_events
    left join repeated using (ts, user_id, session_id, item_in_session)
    where is_play(page)
      and ts between $from and $to
      and repeated.ts is null

    union all

    select *
    from ranked_repeats
    where preference = 1
),

-- A song record is a candidate under its own artist_name: an artist is credited under several.
candidates as (
    select distinct
        rtrim(title, ' ') as title,
        rtrim(artist_name, ' ') as artist_name,
        duration,
        song_id,
        exact(song_id) as exact_song_id,
        artist_id,
        exact(artist_id) as exact_artist_id
    from staging_songs
),

-- The match depends on (song, artist, length) alone, and far fewer of these are distinct than there are plays. Trailing
-- blanks do not count in it, on either engine.
played as (
    select distinct song, artist, length
    from staging_events
    where is_play(page)
      and ts between $from and $to
),

ranked_matches as (
    select
        candidates.title,
        candidates.artist_name,
        played.length,
        candidates.song_id,
        candidates.artist_id,
        row_number() over (
            partition by candidates.title, candidates.artist_name, played.length
            order by
                -- of halves: their difference is in the range of the type, and Redshift refuses one that is not
                coalesce(abs(candidates.duration / 2 - played.length / 2), 0),
                candidates.exact_song_id,
                candidates.exact_artist_id
        ) as preference
    from played
    inner join candidates
        on  candidates.title = rtrim(played.song, ' ')
        and candidates.artist_name = rtrim(played.artist, ' ')
),

matches as (
    select title, artist_name, length, song_id, artist_id
    from ranked_matches
    where preference = 1
)

select
    md5(
        cast(plays.ts as varchar)
        || '|' || cast(plays.user_id as varchar)
        || '|' || cast(plays.session_id as varchar)
        || '|' || cast(plays.item_in_session as varchar)
    ) as songplay_id,
    epoch_ms(plays.ts) as start_time,
    plays.user_id,
    plays.level,
    matches.song_id,
    matches.artist_id,
    plays.session_id,
    plays.location,
    plays.user_agent,
    plays.item_in_session,
    plays.song,
    plays.artist,
    plays.length
from plays
left join matches
    on  matches.title = rtrim(plays.song, ' ')
    and matches.artist_name = rtrim(plays.artist, ' ')
    and coalesce(matches.length, 0) = coalesce(plays.length, 0) -- the same length, or none on both sides
    and (matches.length is null) = (plays.length is null);
