import { Hono } from 'hono';
import type { Question } from '../ask/questions.ts';
import type { CheckFile } from '../load/checks.ts';
import type { S3Settings } from '../s3/settings.ts';
import { utc } from '../time-zone.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { serveAssets } from './assets.ts';
import { answerFirstPage } from './first-page.ts';
import { guard } from './guard.ts';
import { leaseOf } from './lease.ts';
import type { StatementLimits } from './limited.ts';
import { page } from './page.ts';
import { publishedIn } from './published.ts';
import type { QueueLimits } from './queue.ts';
import { dataRoutes } from './routes/data.ts';
import { modelRoutes } from './routes/model.ts';
import { questionRoutes } from './routes/questions.ts';
import { json, type Routes } from './routes/route.ts';
import { sqlRoutes } from './routes/sql.ts';
import { type DashboardEnv, noStore, securityHeaders } from './security-headers.ts';
import { toErrorResponse } from './to-error-response.ts';

export interface DashboardOptions {
  /**
   * Opens what is published, for reading only. It is called when somebody asks, and what it opened is closed as soon as
   * nobody does: a run can begin in between.
   */
  readonly openWarehouse: () => Promise<Warehouse>;
  /** Answers what the first page asks before anybody does, until this is aborted. */
  readonly firstPageAhead?: AbortSignal | undefined;
  /** A secret that every visitor must bring, needed wherever others than this machine can ask. */
  readonly token?: string | undefined;
  /** Names besides loopback under which the server is reached. */
  readonly hosts?: readonly string[] | undefined;
  /** Questions of a project folder, which the page shows beside its own. */
  readonly questions?: readonly Question[] | undefined;
  /** Checks of a project folder, which the data page runs with the built-in ones. */
  readonly checks?: readonly CheckFile[] | undefined;
  /** Milliseconds after which what is published is late; undefined where nothing is expected. */
  readonly expectEvery?: number | undefined;
  /** The time zone of what asks for no other; UTC. */
  readonly timeZone?: string | undefined;
  /** How to reach S3, to show the line that a play came from. */
  readonly s3?: S3Settings | undefined;
  /** Limits of the SQL page, and of SQL of the project folder; {@link sqlLimits} for those that are missing. */
  readonly sqlLimits?: Partial<StatementLimits & QueueLimits> | undefined;
}

/** What the SQL page runs and shows at most. Two statements leave two of Node's four threads to everything else. */
export const sqlLimits: StatementLimits & QueueLimits = {
  running: 2,
  waiting: 50,
  seconds: 10,
  rows: 10_000,
  bytes: 20_000_000,
};

/** The dashboard as a value: a web application that can be served, or asked by `app.request`. */
export function createDashboard(options: DashboardOptions): Hono<DashboardEnv> {
  const {
    openWarehouse,
    token,
    hosts,
    s3,
    expectEvery,
    questions = [],
    checks = [],
    timeZone = utc,
  } = options;
  const { running, waiting, ...limits } = { ...sqlLimits, ...options.sqlLimits };
  const lease = leaseOf(openWarehouse);
  const published = publishedIn(lease);
  if (options.firstPageAhead !== undefined)
    answerFirstPage({ lease, published, questions, timeZone, signal: options.firstPageAhead }).catch(
      () => {},
    ); // the next request reports it
  const app = new Hono<DashboardEnv>();
  app.onError(toErrorResponse);
  app.use(noStore, securityHeaders());
  app.use(guard({ token, hosts }));
  for (const path of [
    '/',
    '/retention',
    '/listener',
    '/session',
    '/song',
    '/artist',
    '/place',
    '/page/:name',
    '/data',
    '/model',
    '/sql',
  ])
    app.get(path, (context) => context.html(page(context.get('secureHeadersNonce') ?? '')));
  app.get('/assets/:name', serveAssets());
  const routes: Routes = {
    ...questionRoutes(published, { ...limits, questions, timeZone, expectEvery }),
    ...dataRoutes(published, { ...limits, checks, s3 }),
    ...modelRoutes(published),
  };
  for (const [path, answer] of Object.entries(routes))
    app.get(`/api${path}`, async (context) => json(context, await answer(context.req)));
  app.route('/api', sqlRoutes({ lease, queue: { running, waiting }, ...limits }));
  return app;
}
