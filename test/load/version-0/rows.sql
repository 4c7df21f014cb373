-- What the commit before migrations (7c3eec3) wrote of the files of source.ts, which lay below $ROOT.

insert into staging_events values
    ('Mr Oizo', 'Logged In', 'Kaylee', 'F', 0, 'Summers', 144.03873, 'free', 'Phoenix-Mesa-Scottsdale, AZ', 'PUT', 'NextSong', 1540344794796, 5, 'Flat 55', 200, 1541106106796, 'Mozilla', 8, 3, 1),
    ('Mr Oizo', 'Logged In', 'Kaylee', 'F', 1, 'Summers', 144.03873, 'free', 'Phoenix-Mesa-Scottsdale, AZ', 'PUT', 'NextSong', 1540344794796, 5, 'Flat 55', 200, 1541106107796, 'Mozilla', 8, 3, 2),
    ('Mr Oizo', 'Logged In', 'Kaylee', 'F', 2, 'Summers', 144.03873, 'free', 'Phoenix-Mesa-Scottsdale, AZ', 'PUT', 'NextSong', 1540344794796, 5, 'Flat 55', 200, 1541106108796, 'Mozilla', 8, 3, 3),
    ('Mr Oizo', 'Logged In', 'Kaylee', 'F', 3, 'Summers', 144.03873, 'free', 'Phoenix-Mesa-Scottsdale, AZ', 'PUT', 'NextSong', 1540344794796, 5, 'Flat 55', 200, 1541106109796, 'Mozilla', 8, 5, 1),
    ('Mr Oizo', 'Logged In', 'Kaylee', 'F', 7, 'Summers', 144.03873, 'free', 'Phoenix-Mesa-Scottsdale, AZ', 'PUT', 'NextSong', 1540344794796, 5, 'Flat 55', 200, 1541106113796, 'Mozilla', 8, 7, 1),
    ('Mr Oizo', 'Logged In', 'Kaylee', 'F', 9, 'Summers', 144.03873, 'free', 'Phoenix-Mesa-Scottsdale, AZ', 'PUT', 'NextSong', 1540344794796, 5, 'Flat 55', 200, 1541106115796, 'Mozilla', 8, 4, 3),
    ('Mr Oizo', 'Logged In', 'Kaylee', 'F', 10, 'Summers', 144.03873, 'free', 'Phoenix-Mesa-Scottsdale, AZ', 'PUT', 'NextSong', 1540344794796, 5, 'Flat 55', 200, 1541106116796, 'Mozilla', 8, 6, 1),
    (null, 'Logged In', 'Bo', 'M', 0, 'Lee', null, 'paid', null, null, 'Home', null, 9, null, null, 0, null, 9, 4, 2),
    (null, 'Logged In', 'Bo', 'M', 0, 'Lee', null, 'paid', null, null, 'Home', null, 9, null, null, 1541106106796000, null, 9, 4, 1);

insert into staging_songs values
    (1, 'ARA', null, null, '', 'Mr Oizo', 'SOA', 'Flat 55', 144.03873, 0, 1, 1),
    (1, 'ARB', null, null, '', 'Mr Oizo', 'SOB', 'Two', 144.03873, 0, 2, 1);

insert into songplays values
    ('3438331753514d6878b3c32c93eefd3d', timestamp '2018-11-01 21:01:53.796', 8, 'free', 'SOA', 'ARA', 5, 'Phoenix-Mesa-Scottsdale, AZ', 'Mozilla'),
    ('50901141c81c48e532c069fc918bc933', timestamp '2018-11-01 21:01:56.796', 8, 'free', 'SOA', 'ARA', 5, 'Phoenix-Mesa-Scottsdale, AZ', 'Mozilla'),
    ('5629e5183e3232ec09ffa5175498e008', timestamp '2018-11-01 21:01:55.796', 8, 'free', 'SOA', 'ARA', 5, 'Phoenix-Mesa-Scottsdale, AZ', 'Mozilla'),
    ('579610d073a32e323daf7c5fe61575e4', timestamp '2018-11-01 21:01:48.796', 8, 'free', 'SOA', 'ARA', 5, 'Phoenix-Mesa-Scottsdale, AZ', 'Mozilla'),
    ('5bf6a61e5d68242e101026d5499e2167', timestamp '2018-11-01 21:01:49.796', 8, 'free', 'SOA', 'ARA', 5, 'Phoenix-Mesa-Scottsdale, AZ', 'Mozilla'),
    ('5c075a720cdb3038511de36954a3b381', timestamp '2018-11-01 21:01:47.796', 8, 'free', 'SOA', 'ARA', 5, 'Phoenix-Mesa-Scottsdale, AZ', 'Mozilla'),
    ('8f7e9780fd3323d4d19e64ec96512671', timestamp '2018-11-01 21:01:46.796', 8, 'free', 'SOA', 'ARA', 5, 'Phoenix-Mesa-Scottsdale, AZ', 'Mozilla');

insert into users values
    (8, 'Kaylee', 'Summers', 'F', 'free'),
    (9, 'Bo', 'Lee', 'M', 'paid');

insert into songs values
    ('SOA', 'Flat 55', 'ARA', null, 144.03873),
    ('SOB', 'Two', 'ARB', null, 144.03873);

insert into artists values
    ('ARA', 'Mr Oizo', null, null, null),
    ('ARB', 'Mr Oizo', null, null, null);

insert into time values
    (timestamp '2018-11-01 21:01:46.796', 21, 1, 44, 11, 2018, 4),
    (timestamp '2018-11-01 21:01:47.796', 21, 1, 44, 11, 2018, 4),
    (timestamp '2018-11-01 21:01:48.796', 21, 1, 44, 11, 2018, 4),
    (timestamp '2018-11-01 21:01:49.796', 21, 1, 44, 11, 2018, 4),
    (timestamp '2018-11-01 21:01:53.796', 21, 1, 44, 11, 2018, 4),
    (timestamp '2018-11-01 21:01:55.796', 21, 1, 44, 11, 2018, 4),
    (timestamp '2018-11-01 21:01:56.796', 21, 1, 44, 11, 2018, 4);

insert into etl.runs values
    (1, 'a122ed5d-8fa2-42ea-9b7b-88a345485041', timestamp '2026-11-27 09:24:21.794', timestamp '2026-11-27 09:24:22.115', '$ROOT/log_data', '$ROOT/song_data', '0.1.0', 'DuckDB v1.5.6', 7, 7, 0, 0, 0, 46, 0, 11, 35, 7, 7, 7);

insert into etl.checks values
    (1, 'artist-of-play-exists', 0, timestamp '2026-11-27 09:24:22.109'),
    (1, 'artist-of-song-exists', 0, timestamp '2026-11-27 09:24:22.109'),
    (1, 'books-balance', 0, timestamp '2026-11-27 09:24:22.109'),
    (1, 'ids-are-filled', 0, timestamp '2026-11-27 09:24:22.109'),
    (1, 'match-has-candidate', 0, timestamp '2026-11-27 09:24:22.109'),
    (1, 'one-row-per-artist', 0, timestamp '2026-11-27 09:24:22.109'),
    (1, 'one-row-per-play', 0, timestamp '2026-11-27 09:24:22.109'),
    (1, 'one-row-per-song', 0, timestamp '2026-11-27 09:24:22.109'),
    (1, 'one-row-per-start-time', 0, timestamp '2026-11-27 09:24:22.109'),
    (1, 'one-row-per-user', 0, timestamp '2026-11-27 09:24:22.109'),
    (1, 'plays-equal-events', 0, timestamp '2026-11-27 09:24:22.109'),
    (1, 'plays-within-dates', 0, timestamp '2026-11-27 09:24:22.109'),
    (1, 'song-of-play-exists', 0, timestamp '2026-11-27 09:24:22.109'),
    (1, 'time-of-play-exists', 0, timestamp '2026-11-27 09:24:22.109'),
    (1, 'time-parts-agree', 0, timestamp '2026-11-27 09:24:22.109'),
    (1, 'user-has-event', 0, timestamp '2026-11-27 09:24:22.109'),
    (1, 'user-level-is-latest', 0, timestamp '2026-11-27 09:24:22.109'),
    (1, 'user-of-play-exists', 0, timestamp '2026-11-27 09:24:22.109');

insert into etl.files values
    (1, 1, 'songs', '$ROOT/song_data/A/clean.json', 189, '189-1795771461238.3428-1795771461238.3428-10043508', 'sha256:69ea573d7d8e2664535b7fe331313b14fa391e319b51a1fafb53420fb80f821c', 1, 1, 0, 0, null),
    (2, 1, 'songs', '$ROOT/song_data/A/pretty.json', 405, '405-1795771461239.7004-1795771461239.7004-10043513', 'sha256:003f2b644480615bdcf154bdfae90ebea3485d03276b0a1073d8a090730e9464', 13, 1, 12, 0, null),
    (3, 1, 'logs', '$ROOT/log_data/2018/11/clean.json', 1050, '1050-1795771461238.3428-1795771461238.3428-10043504', 'sha256:39ab28ee4eb9a298fbb5d93ee66c6d25fc6001e19688632a6e33e5cbe9c009d6', 3, 3, 0, 0, null),
    (4, 1, 'logs', '$ROOT/log_data/2018/11/clocks.json', 663, '663-1795771461239.6685-1795771461239.6685-10043511', 'sha256:21feb64b664965ed80498d8bc001bdcd91fb3473251e6f664409ef4b5add015b', 3, 3, 0, 0, null),
    (5, 1, 'logs', '$ROOT/log_data/2018/11/cut.json', 1140, '1140-1795771461239.6077-1795771461239.6077-10043509', 'sha256:4fea56adcea1354884dd6f2df5eb4fbc1ff00166d829bb47694d3d55ff68217c', 3, 1, 2, 0, null),
    (6, 1, 'logs', '$ROOT/log_data/2018/11/pretty.json', 773, '773-1795771461239.7004-1795771461239.7004-10043512', 'sha256:75446c00e1aab267a2f514cdf09e8b7e57e800451663a74d1b083b6f103ca564', 21, 1, 20, 0, null),
    (7, 1, 'logs', '$ROOT/log_data/2018/11/wide-ids.json', 718, '718-1795771461239.6384-1795771461239.6384-10043510', 'sha256:b9bcbcda1043e8219de0505e1e3b78b4b65807f1f2c84bf1cb522d03684b8ffd', 2, 1, 1, 0, null);

insert into etl.rejected_records values
    (2, 1, 2, 'bad_json', 'The line is not valid JSON: Expected property name or ''}'' in JSON at position 1.', '{', 'utf-8'),
    (2, 1, 3, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 12.', ' "num_songs": 1,', 'utf-8'),
    (2, 1, 4, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 12.', ' "artist_id": "ARC",', 'utf-8'),
    (2, 1, 5, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 18.', ' "artist_latitude": null,', 'utf-8'),
    (2, 1, 6, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 19.', ' "artist_longitude": null,', 'utf-8'),
    (2, 1, 7, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 18.', ' "artist_location": "",', 'utf-8'),
    (2, 1, 8, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 14.', ' "artist_name": "Mr Oizo",', 'utf-8'),
    (2, 1, 9, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 10.', ' "song_id": "SOC",', 'utf-8'),
    (2, 1, 10, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 8.', ' "title": "Three",', 'utf-8'),
    (2, 1, 11, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 11.', ' "duration": 144.03873,', 'utf-8'),
    (2, 1, 12, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 7.', ' "year": 0', 'utf-8'),
    (2, 1, 13, 'bad_json', 'The line is not valid JSON: Unexpected token ''}'', "}" is not valid JSON.', '}', 'utf-8'),
    (5, 1, 2, 'bad_json', 'The line is not valid JSON: Expected '','' or ''}'' after property value in JSON at position 90.', '{"artist":"Mr Oizo","auth":"Logged In","firstName":"Kaylee","gender":"F","itemInSession":4', 'utf-8'),
    (5, 1, 3, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 349.', '{"artist":"Mr Oizo","auth":"Logged In","firstName":"Kaylee","gender":"F","itemInSession":5,"lastName":"Summers","length":144.03873,"level":"free","location":"Phoenix-Mesa-Scottsdale, AZ","method":"PUT","page":"NextSong","registration":1540344794796.0,"sessionId":5,"song":"Flat 55","status":200,"ts":1541106111796,"userAgent":"Mozilla","userId":"8"}{"artist":"Mr Oizo","auth":"Logged In","firstName":"Kaylee","gender":"F","itemInSession":6,"lastName":"Summers","length":144.03873,"level":"free","location":"Phoenix-Mesa-Scottsdale, AZ","method":"PUT","page":"NextSong","registration":1540344794796.0,"sessionId":5,"song":"Flat 55","status":200,"ts":1541106112796,"userAgent":"Mozilla","userId":"8"}', 'utf-8'),
    (6, 1, 2, 'bad_json', 'The line is not valid JSON: Expected property name or ''}'' in JSON at position 1.', '{', 'utf-8'),
    (6, 1, 3, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 10.', '  "artist": "Mr Oizo",', 'utf-8'),
    (6, 1, 4, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 8.', '  "auth": "Logged In",', 'utf-8'),
    (6, 1, 5, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 13.', '  "firstName": "Kaylee",', 'utf-8'),
    (6, 1, 6, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 10.', '  "gender": "F",', 'utf-8'),
    (6, 1, 7, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 17.', '  "itemInSession": 11,', 'utf-8'),
    (6, 1, 8, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 12.', '  "lastName": "Summers",', 'utf-8'),
    (6, 1, 9, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 10.', '  "length": 144.03873,', 'utf-8'),
    (6, 1, 10, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 9.', '  "level": "free",', 'utf-8'),
    (6, 1, 11, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 12.', '  "location": "Phoenix-Mesa-Scottsdale, AZ",', 'utf-8'),
    (6, 1, 12, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 10.', '  "method": "PUT",', 'utf-8'),
    (6, 1, 13, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 8.', '  "page": "NextSong",', 'utf-8'),
    (6, 1, 14, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 16.', '  "registration": 1540344794796,', 'utf-8'),
    (6, 1, 15, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 13.', '  "sessionId": 5,', 'utf-8'),
    (6, 1, 16, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 8.', '  "song": "Flat 55",', 'utf-8'),
    (6, 1, 17, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 10.', '  "status": 200,', 'utf-8'),
    (6, 1, 18, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 6.', '  "ts": 1541106117796,', 'utf-8'),
    (6, 1, 19, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 13.', '  "userAgent": "Mozilla",', 'utf-8'),
    (6, 1, 20, 'bad_json', 'The line is not valid JSON: Unexpected non-whitespace character after JSON at position 10.', '  "userId": "8"', 'utf-8'),
    (6, 1, 21, 'bad_json', 'The line is not valid JSON: Unexpected token ''}'', "}" is not valid JSON.', '}', 'utf-8'),
    (7, 1, 2, 'range:sessionId', '"sessionId" should be a whole number of 32 bits, but 5000000000 is out of its range.', '{"artist":"Mr Oizo","auth":"Logged In","firstName":"Kaylee","gender":"F","itemInSession":8,"lastName":"Summers","length":144.03873,"level":"free","location":"Phoenix-Mesa-Scottsdale, AZ","method":"PUT","page":"NextSong","registration":1540344794796.0,"sessionId":5000000000,"song":"Flat 55","status":200,"ts":1541106114796,"userAgent":"Mozilla","userId":"3000000000"}', 'utf-8');
