import { etl } from '../../src/load/etl.ts';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import type { Warehouse } from '../../src/warehouse/warehouse.ts';
import { engines } from '../engines.ts';
import { event, song } from '../reference/examples.ts';
import { dataFile, lines, type SourceFolder, sourceFolder } from '../source-folder.ts';

/** Texts that would do harm if any page took them for markup. */
export const hostile = {
  song: '<script>document.title = "taken over"</script>',
  artist: '"><img src=x onerror="document.title = \'taken over\'">',
  location: '</script><script>document.title = "taken over"</script>',
  firstName: '{a|b}<b>Ana</b>',
} as const;

const day = 86_400_000;
const noon = Date.UTC(2018, 10, 1, 12);

/** Two listeners on three days, free and paid; known, unknown and hostile songs; one bad line; one play logged twice. */
export function dashboardSource(): SourceFolder {
  const repeated = event({ userId: '8', sessionId: 6, itemInSession: 3, level: 'free', ts: noon + day });
  return sourceFolder([
    dataFile(
      'logs',
      '2018-11-01.json',
      lines([
        event({ ts: noon }),
        event({ ts: noon + 200_000, itemInSession: 1, song: 'Unheard', artist: 'Nobody' }),
        event({
          ts: noon + 400_000,
          itemInSession: 2,
          song: hostile.song,
          artist: hostile.artist,
          length: 99.5,
        }),
        'no JSON',
      ]),
    ),
    dataFile(
      'logs',
      '2018-11-02.json',
      lines([
        repeated,
        event({ userId: '8', sessionId: 6, itemInSession: 4, level: 'paid', ts: noon + day + 3_600_000 }),
        event({
          userId: '8',
          firstName: hostile.firstName,
          sessionId: 7,
          level: 'paid',
          location: hostile.location,
          ts: noon + 9 * day,
        }),
      ]),
    ),
    dataFile('logs', '2018-11-02-again.json', lines(['', repeated])),
    dataFile('songs', 'up.json', song()),
    dataFile('songs', 'long-up.json', song({ song_id: 'S0', duration: 260 })),
    dataFile(
      'songs',
      'hostile.json',
      song({
        song_id: 'S2',
        artist_id: 'A2',
        title: hostile.song,
        artist_name: hostile.artist,
        duration: 99,
      }),
    ),
  ]);
}

/** A warehouse that holds the plays of {@link dashboardSource}, or of another source. */
export interface LoadedWarehouse extends AsyncDisposable {
  readonly location: string;
  readonly source: SourceFolder;
  open(): Promise<Warehouse>;
  /** Loads what is new in the source. */
  loadAgain(): Promise<void>;
}

export async function loadedWarehouse(source = dashboardSource()): Promise<LoadedWarehouse> {
  const [engine] = engines;
  if (engine === undefined) throw new Error('There is no engine to test on.');
  const fresh = await engine.fresh();
  const loadAgain = async () => {
    await etl({ data: source.path, ...fresh.at, maxRejected: { share: 1 } as never });
  };
  await loadAgain();
  return {
    location: fresh.at.warehouse,
    source,
    loadAgain,
    open: () => openWarehouse(fresh.at.warehouse, fresh.at),
    async [Symbol.asyncDispose]() {
      await fresh[Symbol.asyncDispose]();
      source[Symbol.dispose]();
    },
  };
}
