import { etl } from '../../../src/load/etl.ts';
import { upgrade } from '../../../src/load/upgrade.ts';
import type { redshiftMessages } from '../../../src/messages/redshift.ts';
import { openWarehouse } from '../../../src/warehouse/open-warehouse.ts';
import { openRedshift } from '../../../src/warehouse/redshift/redshift.ts';
import type { RedshiftConfig } from '../../../src/warehouse/redshift/settings.ts';
import { makeVersionZero } from '../../load/version-0/make-version-0.ts';
import type { PlannedFailure } from '../../redshift/cluster.ts';
import { memoryObjects } from '../../redshift/memory-objects.ts';
import { startRedshift } from '../../redshift/stand-in.ts';
import { serializationViolation } from '../../redshift/wire.ts';
import { type FreshRedshift, freshRedshift } from '../../redshift-load/fresh-redshift.ts';
import { song } from '../../reference/examples.ts';
import { smallSource } from '../../source-folder.ts';
import { silentHost } from '../../stopping/silent-host.ts';
import { settingsOf } from '../../warehouse/redshift/stand-in-settings.ts';
import { type Provocations, printed, thrown } from './provoke.ts';

type Connection = Parameters<typeof openRedshift>[0];

const songs = Object.fromEntries(
  smallSource
    .filter(({ dataSet }) => dataSet === 'songs')
    .map(({ location, bytes }) => [location, bytes] as const),
);

/** Loads what the bucket `data` holds; without WORK by a direct COPY. */
async function run(
  { at }: FreshRedshift,
  settings: Partial<RedshiftConfig> = {},
  options: { readonly lockTimeoutSeconds?: number; readonly data?: string } = {},
) {
  const redshift = { ...at.redshift, ...settings };
  const backoff = { attempts: 2, sleep: async () => {} };
  return await etl({
    data: 's3://data',
    s3: redshift.s3,
    warehouse: 'redshift',
    redshift,
    backoff,
    ...options,
  });
}

const loading = (
  objects: Readonly<Record<string, Uint8Array | string>>,
  settings: Partial<RedshiftConfig> = {},
) =>
  thrown(async () => {
    await using warehouse = await freshRedshift(objects);
    return await run(warehouse, settings);
  });

/** A run on tables that exist, in which the next statement like this fails. */
const failing = (failure: PlannedFailure, options: { readonly lockTimeoutSeconds?: number } = {}) =>
  thrown(async () => {
    await using warehouse = await freshRedshift(songs);
    await run(warehouse);
    warehouse.s3.put('data', 'song_data/more.json', song({ song_id: 'S3' }));
    warehouse.cluster.failNext(failure);
    return await run(warehouse, {}, options);
  });

/** What COPY says of S3, in Redshift's words. */
const copyFails = (message: string) =>
  failing({ statement: /^copy/i, code: 'XX000', message: `S3ServiceException:${message}` });

const connecting = (change: Partial<Connection>) =>
  thrown(async () => {
    await using redshift = await startRedshift({ objects: memoryObjects() });
    return await openRedshift({ ...settingsOf(redshift), ...change });
  });

export const redshift: Provocations<keyof typeof redshiftMessages> = {
  'SPK-401': printed(['check', '--warehouse', 'redshift'], { env: { REDSHIFT_HOST: '127.0.0.1' } }),
  'SPK-402': thrown(async () => await openWarehouse('redshift')),
  'SPK-403': connecting({ password: 'wrong' }),
  'SPK-404': connecting({ port: 1 }),
  'SPK-405': connecting({ ca: undefined }),
  'SPK-406': thrown(async () => {
    await using host = await silentHost('HTTP/1.1 400 Bad Request\r\n\r\n');
    const { port } = host;
    return await openRedshift({ host: '127.0.0.1', port, database: 'dwh', user: 'u', password: 'p' });
  }),
  'SPK-407': connecting({ database: 'none' }),
  'SPK-408': failing({
    statement: /^insert/,
    times: 99,
    code: '57P01',
    message: 'terminating connection due to administrator command',
  }),
  'SPK-409': failing({ ...serializationViolation, statement: /^insert/, times: 99 }),
  'SPK-410': failing(
    { statement: /^lock/, code: '57014', message: "Query (17) cancelled on user's request" },
    { lockTimeoutSeconds: 1 },
  ),
  'SPK-411': failing({ statement: /^insert/, code: '53200', message: 'out of memory' }),
  'SPK-412': failing({
    statement: /^insert/,
    code: '42501',
    message: 'permission denied for relation songs',
  }),
  'SPK-413': thrown(async () => {
    await using warehouse = await freshRedshift();
    await makeVersionZero(warehouse, '/data');
    await warehouse.cluster.rows('create view free_plays as select * from songplays');
    return await upgrade('redshift', warehouse.at);
  }),
  'SPK-420': loading(songs, { role: undefined }),
  'SPK-421': thrown(async ({ path }) => {
    await using warehouse = await freshRedshift();
    return await run(warehouse, { work: undefined }, { data: path });
  }),
  'SPK-422': loading(songs, { role: 'arn:aws:iam::123456789012:role/other' }),
  'SPK-423': copyFails('Access Denied,Status 403,Error AccessDenied'),
  'SPK-424': copyFails('The bucket must be addressed elsewhere,Status 301,Error PermanentRedirect'),
  'SPK-425': copyFails('The specified key does not exist.,Status 404,Error NoSuchKey'),
  'SPK-426': copyFails('Please reduce your request rate.,Status 503,Error SlowDown'),
  'SPK-427': loading(songs, { role: 'dwhRole' }),
  'SPK-428': loading({ 'song_data/s.json': '{"song_id":"S1","duration":"long"}' }, { work: undefined }),
  'SPK-429': loading({ 'song_data/s.json': '{"song_id":"S1"}' }, { work: undefined }),
};
