import { dataFile, lines } from '../../source-folder.ts';

// Whole texts, not built from today's examples: rows.sql holds what the commit before migrations made of them.

const event = (item: number, more = '', session = '5', user = '8', ts = 1541106106796 + item * 1000) =>
  `{"artist":"Mr Oizo","auth":"Logged In","firstName":"Kaylee","gender":"F","itemInSession":${item},"lastName":"Summers","length":144.03873,"level":"free","location":"Phoenix-Mesa-Scottsdale, AZ","method":"PUT","page":"NextSong","registration":1540344794796.0,"sessionId":${session},"song":"Flat 55","status":200,"ts":${ts},"userAgent":"Mozilla","userId":"${user}"${more}}`;

const home = (ts: number, user: string) =>
  `{"auth":"Logged In","firstName":"Bo","gender":"M","itemInSession":0,"lastName":"Lee","level":"paid","page":"Home","sessionId":9,"ts":${ts},"userId":"${user}"}`;

const song = (id: string, title: string) =>
  `{"num_songs":1,"artist_id":"AR${id}","artist_latitude":null,"artist_longitude":null,"artist_location":"","artist_name":"Mr Oizo","song_id":"SO${id}","title":"${title}","duration":144.03873,"year":0}`;

/** Files that version 0 read as today's rules do. */
const clean = [
  dataFile('logs', '2018/11/clean.json', lines([event(0), event(1), event(2)])),
  dataFile('songs', 'A/clean.json', song('A', 'Flat 55')),
];

/** Files that it read otherwise: with rejected records, or with a ts that today's rules reject. */
const doubtful = [
  dataFile('logs', '2018/11/cut.json', lines([event(3), event(4).slice(0, 90), `${event(5)}${event(6)}`])),
  dataFile('logs', '2018/11/wide-ids.json', lines([event(7), event(8, '', '5000000000', '3000000000')])),
  dataFile('logs', '2018/11/clocks.json', lines([home(1541106106796000, '9'), home(0, '9'), event(9)])),
  dataFile('logs', '2018/11/pretty.json', lines([event(10), JSON.stringify(JSON.parse(event(11)), null, 2)])),
  dataFile(
    'songs',
    'A/pretty.json',
    lines([song('B', 'Two'), JSON.stringify(JSON.parse(song('C', 'Three')), null, 1)]),
  ),
];

/** What was loaded into version 0. */
export const versionZeroSource = [...clean, ...doubtful];

/** The files that the upgrade marks for reading again. */
export const markedLocations = doubtful.map(({ location }) => location);
