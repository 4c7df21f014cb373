import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { simulateMessages } from '../../../src/messages/simulate.ts';
import { simulate } from '../../../src/simulate/simulate.ts';
import { inFolder, type Provocations, printed, thrown } from './provoke.ts';

const small = ['--users', '5', '--until', '2018-11-02'];
const simulated = (...args: readonly string[]) => printed(['simulate', '--out', 'out', ...small, ...args]);

/** A model in which every session is one page, and new users are in a state that has no page to begin on. */
const model = {
  'start-date': '2018-11-01T00:00:00',
  'end-date': '2018-11-02T00:00:00',
  'new-session': [{ page: 'Home', auth: 'Logged In', method: 'GET', status: 200, level: 'free', weight: 1 }],
  'new-user-auth': 'Guest',
  'new-user-level': 'free',
  levels: [{ level: 'free', weight: 1 }],
  auths: [{ auth: 'Logged In', weight: 1 }],
  transitions: [],
};

export const simulating: Provocations<keyof typeof simulateMessages> = {
  'SPK-901': printed(['simulate', '--out', 'log_data', ...small]),
  'SPK-902': simulated('--config', 'none.json'),
  'SPK-903': printed(['simulate', '--out', 'out', '--config', 'model.json'], {
    prepare: ({ path }) => writeFileSync(join(path, 'model.json'), JSON.stringify(model)),
  }),
  'SPK-904': simulated('--songs', 'log_data/none'),
  'SPK-905': printed(['simulate', '--out', 'out', '--resume', 'none.state']),
  'SPK-906': printed(
    ['simulate', '--out', 'next', '--resume', 'out/simulation.state', '--until', '2018-11-03'],
    {
      async prepare(folder) {
        await inFolder(folder, 'simulate', '--out', 'out', ...small, '--songs', 'song_data');
        const song = { title: 'Other', artist_name: 'Nobody', duration: 100 };
        folder.write([{ location: 'song_data/more.json', bytes: JSON.stringify(song) }]);
      },
    },
  ),
  'SPK-907': thrown(({ path }) =>
    simulate({ out: join(path, 'out'), users: 5, signal: AbortSignal.abort(new Error('SIGINT')) }),
  ),
};
