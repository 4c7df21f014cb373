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
        events.ts,
        events.user_id,
        events.session_id,
        events.item_in_session,
        events.level,
        events.location,
        events.user_agent,
        events.artist,
        events.song,
        events.length,
        row_number() over (
            partition by events.ts, events.user_id, events.session_id, events.item_in_session
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
    from staging_events as events
    inner join repeated
        on  repeated.ts = events.ts
        and repeated.user_id = events.user_id
        and repeated.session_id = events.session_id
        and repeated.item_in_session = events.item_in_session
    where is_play(events.page)
),

distinct_plays as (
    select
        events.ts,
        events.user_id,
        events.session_id,
        events.item_in_session,
        events.level,
        events.location,
        events.user_agent,
        events.artist,
        events.song,
        events.length
    from staging_events as events
    left join repeated
        on  repeated.ts = events.ts
        and repeated.user_id = events.user_id
        and repeated.session_id = events.session_id
        and repeated.item_in_session = events.item_in_session
    where is_play(events.page)
      and events.ts between $from and $to
      and repeated.ts is null
    union all
    select
        ts,
        user_id,
        session_id,
        item_in_session,
        level,
        location,
        user_agent,
        artist,
        song,
        length
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
-- blanks do not distinguish texts here, as nowhere on Redshift: a title with them and one without them are one match.
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
                -- opposite signs: Redshift refuses a difference that exceeds the type
                case
                    when sign(candidates.duration) <> sign(played.length)
                        then least(abs(candidates.duration), cast('8e307' as double precision))
                            + least(abs(played.length), cast('8e307' as double precision))
                    else coalesce(abs(candidates.duration - played.length), 0)
                end,
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
        cast(distinct_plays.ts as varchar)
        || '|' || cast(distinct_plays.user_id as varchar)
        || '|' || cast(distinct_plays.session_id as varchar)
        || '|' || cast(distinct_plays.item_in_session as varchar)
    ) as songplay_id,
    epoch_ms(distinct_plays.ts) as start_time,
    distinct_plays.user_id,
    distinct_plays.level,
    matches.song_id,
    matches.artist_id,
    distinct_plays.session_id,
    distinct_plays.location,
    distinct_plays.user_agent,
    distinct_plays.item_in_session,
    distinct_plays.song,
    distinct_plays.artist,
    distinct_plays.length
from distinct_plays
left join matches
    on  matches.title = rtrim(distinct_plays.song, ' ')
    and matches.artist_name = rtrim(distinct_plays.artist, ' ')
    and coalesce(matches.length, 0) = coalesce(distinct_plays.length, 0)
    and (matches.length is null) = (distinct_plays.length is null);
