import { event, song } from '../reference/examples.ts';
import type { ReferenceFile } from '../reference/rows.ts';
import { dataFile, lines } from '../source-folder.ts';

const agents = [
  'Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 Chrome/36.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/64.0 Safari/537.36 Edge/17.17134',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 7_1 like Mac OS X) AppleWebKit/537 Version/7.0 Mobile Safari/9537',
  'Mozilla/5.0 (iPad; CPU OS 7_1 like Mac OS X) CriOS/36.0 Mobile Safari/9537',
  'Mozilla/5.0 (Linux; Android 8.0) Chrome/67.0 Mobile Safari/537.36 OPR/46.1',
  'Mozilla/5.0 (X11; Linux x86_64; rv:31.0) Gecko/20100101 Firefox/31.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_4) AppleWebKit/537 Version/7.0 Safari/537',
  'Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0)',
  'Mozilla/5.0 (X11; CrOS armv7l) Chrome/70.0',
  '',
  null,
];
const songs = [
  ['Up', 'Kid Cudi', 200],
  ['Up', 'Kid Cudi / Kanye West', 190],
  ["Don't Stop", 'Björk', 300.5],
  ['Down', 'Kid Cudi', 100],
  ['Unheard', 'Nobody', 77],
  ['Up\u00a0', 'Nobody\u00a0', 31], // not the titles and names without it: a no-break space is no blank
  [null, 'Kid Cudi', null],
  ['Half \\ Full', null, 12.25],
] as const;
const locations = ['Paris', 'Lyon', 'St. "Louis" \\ \'MO\'', '', null];
const pages = [
  ...['Home', 'Upgrade', 'Upgrade', 'Submit Upgrade', 'Downgrade', 'Submit Downgrade', 'Cancel'],
  ...['Cancellation Confirmation', 'Thumbs Up', 'Thumbs Down', 'Add to Playlist', 'Error', 'Help'],
];
const levels = ['free', 'paid', 'free', 'paid', null];

/** Some 600 plays of nine listeners over ten weeks: changing levels, songs known and not, page events, events staged twice and unlike. */
export function manyPlays(): readonly ReferenceFile[] {
  let state = 42;
  const below = (bound: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * bound);
  };
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const events: string[] = [];
  let ts = Date.UTC(2018, 9, 29, 7, 0, 0, 7);
  for (let session = 0; session < 120; session++) {
    const userId = String(1 + below(9));
    const level = pick(levels);
    const [location, userAgent] = [pick(locations), pick(agents)];
    ts += below(28) * 3_600_000;
    for (let item = 0, plays = 1 + below(9); item < plays; item++) {
      const [title, artist, length] = pick(songs);
      ts += 10 * below(270_000);
      const members = {
        ...{ userId, level, location, userAgent, artist, length, song: title },
        ...{
          sessionId: session % 100,
          itemInSession: item,
          firstName: `User ${userId}`,
          gender: ['F', 'M', null][Number(userId) % 3],
          ts,
        },
      };
      events.push(event(members));
      if (below(20) === 0) events.push(event({ ...members, length: 150, level: pick(levels) }));
      if (below(3) > 0) continue;
      const shown = { ...members, artist: null, song: null, length: null, page: pick(pages) };
      const visit = {
        ...shown,
        status: pick([200, 307, 404, null]),
        ts: ts + below(3),
        itemInSession: 50 + item,
      };
      events.push(event(visit));
      if (below(5) === 0) events.push(event({ ...visit, level: pick(levels), userAgent: pick(agents) }));
      if (below(9) === 0) events.push(event({ ...visit, userId: '' }));
    }
  }
  const half = Math.floor(events.length / 2);
  return [
    dataFile('logs', 'a.json', lines(events.slice(0, half))),
    dataFile('logs', 'b.json', lines([...events.slice(half), ...events.slice(half - 9, half)])),
    dataFile('songs', 'up.json', song()),
    dataFile(
      'songs',
      'up-2.json',
      song({ song_id: 'S0', artist_name: 'Kid Cudi / Kanye West', duration: 190 }),
    ),
    dataFile('songs', 'down.json', song({ song_id: 'S3', title: 'Down', duration: 100 })),
    dataFile(
      'songs',
      'bjork.json',
      song({ song_id: 'S2', artist_id: 'A2', title: "Don't Stop", artist_name: 'Björk', duration: 300 }),
    ),
  ];
}
