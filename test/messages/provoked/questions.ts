import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { ApiError } from '../../../src/dashboard/api.ts';
import { createDashboard } from '../../../src/dashboard/dashboard.ts';
import { serveDashboard } from '../../../src/dashboard/serve.ts';
import type { questionMessages } from '../../../src/messages/questions.ts';
import { openWarehouse } from '../../../src/warehouse/open-warehouse.ts';
import { getJson } from '../../dashboard/get-json.ts';
import { type SourceFolder, smallSource, sourceFolder } from '../../source-folder.ts';
import { inFolder, load, type Met, type Provocation, type Provocations, printed, thrown } from './provoke.ts';

type Limits = NonNullable<Parameters<typeof createDashboard>[0]['sqlLimits']>;

const asked = (...args: readonly string[]) => printed(args, { prepare: load });

/** A folder with a project of its own beside the warehouse. */
const inProject = (args: readonly string[], change: (folder: SourceFolder) => unknown = () => {}) =>
  printed(args, {
    async prepare(folder) {
      await load(folder);
      await inFolder(folder, 'init', '--project');
      await change(folder);
    },
  });

/** The error that the SQL page of the dashboard shows. */
const onSqlPage =
  (sql: string, limits: Limits = {}): Provocation =>
  async () => {
    using folder = sourceFolder(smallSource);
    await load(folder);
    const open = () => openWarehouse(join(folder.path, 'sparkify.duckdb'));
    const app = createDashboard({ openWarehouse: open, sqlLimits: limits });
    const body = JSON.stringify({ sql });
    return errorOf(
      await getJson(app, 'sql', { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
    );
  };

function errorOf({ body }: { readonly body: unknown }): Met {
  const { code, message } = (body as { readonly error: ApiError }).error;
  return { code, message };
}

const openNothing = () => Promise.reject(new Error('nobody asks'));

const serving = (options: Partial<Parameters<typeof serveDashboard>[0]>) =>
  thrown(() => serveDashboard({ openWarehouse: openNothing, ...options }));

/** The answer to a request that the dashboard refuses before it looks at the warehouse. */
const refusedByServer =
  (headers: Readonly<Record<string, string>>, token?: string): Provocation =>
  async () => {
    const app = createDashboard({ openWarehouse: openNothing, token });
    const response = await app.request('http://127.0.0.1/api/status', { headers });
    const [message, explanation = ''] = (await response.text()).split('\n');
    return { code: /^sparkify explain (SPK-\d+)$/.exec(explanation)?.[1], message };
  };

interface InBrowser {
  getJson(address: string): Promise<Met>;
}

const endless = 'select count(*) from range(100000000) a, range(100000000) b where a.range + b.range = -1';

export const questions: Provocations<keyof typeof questionMessages> = {
  'SPK-701': asked('ask', 'top-sngs'),
  'SPK-702': inProject(['ask', 'loyal-listeners', '--set', 'min_plays=many']),
  'SPK-703': inProject(['ask', 'loyal-listeners', '--set', 'min_play=1']),
  'SPK-704': printed(['schema', 'song']),
  'SPK-705': asked('query', '/* nothing */'),
  'SPK-706': asked('query', 'select 1; select 2'),
  'SPK-707': asked('query', 'select none from songplays'),
  'SPK-708': onSqlPage(endless, { seconds: 0.2 }),
  'SPK-709': onSqlPage(`select '${'x'.repeat(200_000)}'`),
  'SPK-710': onSqlPage('select 1', { running: 0, waiting: 0 }),
  'SPK-711': async () => {
    using folder = sourceFolder(smallSource);
    await load(folder);
    const location = join(folder.path, 'sparkify.duckdb');
    const app = createDashboard({ openWarehouse: () => openWarehouse(location, { memoryMebibytes: 1 }) });
    return errorOf(await getJson(app, 'questions/top-songs'));
  },
  'SPK-712': asked('ask', 'top-songs', '--level', 'gold'),
  'SPK-713': asked('ask', 'top-songs', '39'),
  'SPK-714': asked('ask', 'plays-by-hour', '--time-zone', 'Europe/Berln'),
  'SPK-715': asked('ask', 'top-songs', '--grain', 'week'),
  'SPK-716': inProject(['ask', 'of-level', '--level', 'free', '--level', 'paid'], (folder) =>
    folder.write([
      {
        location: 'sparkify/questions/of-level.sql',
        bytes: 'select count(*) as plays from filtered_plays where level = $level\n',
      },
    ]),
  ),
  'SPK-720': printed(['ask', '--project', 'none']),
  'SPK-721': inProject(['ask'], ({ path }) =>
    chmodSync(join(path, 'sparkify/questions/loyal-listeners.sql'), 0o666),
  ),
  'SPK-722': inProject(['ask'], (folder) =>
    folder.write([{ location: 'sparkify/questions/wrong.sql', bytes: '-- titel: Wrong\nselect 1\n' }]),
  ),
  'SPK-730': serving({ token: 'short' }),
  'SPK-731': async () => {
    await using first = await serveDashboard({ openWarehouse: openNothing });
    return await serving({ port: Number(new URL(first.url).port) })();
  },
  'SPK-733': refusedByServer({ host: 'evil.example' }),
  'SPK-734': refusedByServer({ host: '127.0.0.1' }, 'long-enough-for-a-token'),
  'SPK-735': async () => {
    vi.stubGlobal('document', new EventTarget());
    try {
      // Not by its types: they are those of a browser.
      const { getJson: ask } = await vi.importActual<InBrowser>('../../../src/dashboard/web/get-json.ts');
      return await ask('http://127.0.0.1:1/api/status').catch(({ details }) => details);
    } finally {
      vi.unstubAllGlobals();
    }
  },
  'SPK-732': serving({ host: '192.0.2.1', token: 'long-enough-for-a-token' }),
};
