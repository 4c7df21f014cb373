-- sql/model/plays-of-period.sql

select * from (
-- sql/checks/artist-of-play-exists.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/artist-of-song-exists.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/ids-are-filled.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/match-has-candidate.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/one-row-per-artist.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/one-row-per-play.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/one-row-per-song.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/one-row-per-start-time.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/one-row-per-user.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/play-has-event.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/plays-equal-events.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/plays-within-dates.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/row-counts-reconcile.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/song-of-play-exists.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/time-of-play-exists.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/time-parts-agree.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/user-has-event.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/user-level-is-latest.sql
) as bad_rows limit 5;

select * from (
-- sql/checks/user-of-play-exists.sql
) as bad_rows limit 5;
