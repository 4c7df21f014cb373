import { rootCertificates } from 'node:tls';
import { explainAwsError } from '../cluster/aws-errors.ts';
import { type Clients, openClients } from '../cluster/clients.ts';
import { observe } from '../cluster/observe.ts';
import { readClusterTarget, readLocations } from '../cluster/settings.ts';
import { type Status, statusOf } from '../cluster/status.ts';
import { UsageError } from '../errors.ts';
import type { Hint } from '../hint.ts';
import { isS3Location } from '../s3/location.ts';
import type { S3Settings } from '../s3/settings.ts';
import { allValues, type ResolvedSetting } from '../settings/resolved.ts';
import type { Use } from '../settings/setting.ts';
import { parsed, type ResolvedSettings, settingNames, settingOf } from '../settings/table.ts';
import { dataFolders } from '../sources/data-folder.ts';
import type { Reach } from '../sources/open.ts';
import { below } from '../sources/open-source.ts';
import { engineAt } from '../warehouse/engine-at.ts';
import { redshiftConfig, s3Settings } from '../warehouse/redshift/from-settings.ts';
import type { RoleTarget } from './aws-tests.ts';
import * as aws from './aws-tests.ts';
import { type Place, testNetwork, testTls } from './connection.ts';
import { type Finding, finding, skipped, wrong } from './finding.ts';
import { testJsonPaths, testLocal } from './local-data.ts';
import { logIn, type Session, testLogin, testPrivileges } from './session.ts';
import { testFile } from './warehouse-file.ts';

/** What the tests need from outside. */
export interface Instruments {
  readonly now: Date;
  readonly addressService?: string | undefined;
  readonly retryDelay?: ((attempt: number) => number) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Tests the settings and each connection in order, and skips what cannot work after what has failed. */
export async function* examine(given: ResolvedSettings, instruments: Instruments): AsyncGenerator<Finding> {
  const uses = usesOf(given);
  const [usesRedshift, usesS3] = [uses.includes('redshift'), uses.includes('s3')];
  yield* testSettings(given, uses);
  yield* testLocal(given, s3Settings(given));

  if (!usesRedshift) {
    yield await testFile(given.warehouse.value);
    yield skipped('Redshift', `the warehouse is ${given.warehouse.value}; test it with --warehouse redshift`);
    if (!usesS3) return;
  }
  const target = unlessWrong(() => ({ ...readClusterTarget(given), reads: readLocations(given) }));
  if (target === undefined) return yield skipped('AWS', 'and all behind it: the settings come first');
  using clients = await openClients(target.connection, instruments.retryDelay, instruments.signal);
  const test = (name: string, run: () => Promise<Finding>) =>
    finding(name, run, (error) => explainAwsError(error, name));
  for (const [name, run] of [
    ['credentials', () => aws.testCredentials(clients)],
    ['identity', () => aws.testIdentity(clients)],
    ['region', () => aws.testRegion(clients, target.connection.region, given.subnetGroup?.value)],
  ] as const) {
    const found = await test(name, run);
    yield found;
    // Without credentials all that follows would fail for the same reason.
    if (found.state === 'wrong' && !found.isOfProxy && name !== 'region')
      return yield skipped('AWS', 'the rest needs credentials');
  }
  yield* examinePlaces(given, target, { s3: s3Settings(given), signal: instruments.signal }, test);
  if (usesRedshift) yield* examineWarehouse(given, target, clients, instruments, test);
}

/** What the settings are needed for: those of Redshift and AWS only where the warehouse or the data is there. */
export function usesOf(given: ResolvedSettings): readonly Use[] {
  return [
    ...(['source', 'warehouse', 'project', 'ask', 'dashboard'] as const),
    ...(readLocations(given).length > 0 ? (['s3'] as const) : []),
    ...(needsRedshift(given) ? (['redshift', 'load', 'cluster', 'aws'] as const) : []),
  ];
}

/** Undefined where the settings for it cannot be meant, which is among the findings already. */
function unlessWrong<Read>(read: () => Read): Read | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** The settings that a run needs and that cannot be meant. What only `cluster create` needs is not looked at. */
function testSettings(given: ResolvedSettings, uses: readonly Use[]): readonly Finding[] {
  return settingNames
    .filter((name) => settingOf(name).neededBy.some((use) => uses.includes(use)))
    .flatMap((name) => {
      try {
        parsed(given, name);
        return [];
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        return [wrong('settings', error.message, ...error.hints)];
      }
    });
}

type Test = (name: string, run: () => Promise<Finding>) => Promise<Finding>;

async function* examinePlaces(
  given: ResolvedSettings,
  { work, connection }: RoleTarget,
  reach: Reach & { readonly s3: S3Settings },
  test: Test,
): AsyncGenerator<Finding> {
  for (const { location, sibling } of dataPlaces(given)) {
    if (!isS3Location(location)) continue;
    yield await test('bucket', () => aws.testPlace({ location, sibling }, connection.region, reach));
  }
  if (work !== undefined) yield await test('work', () => aws.testWork(work, reach.s3));
  for (const [dataSet, named, implied] of [
    ['logs', given.logJsonpath?.value, partOf(given, 'log_json_path.json')],
    ['songs', given.songJsonpath?.value, undefined],
  ] as const) {
    const location = named ?? implied;
    if (location === undefined || !isS3Location(location)) continue;
    const file = { location, dataSet, isNamed: named !== undefined };
    yield await test('JSONPaths', () => testJsonPaths(file, reach));
  }
}

async function* examineWarehouse(
  given: ResolvedSettings,
  settings: RoleTarget,
  clients: Clients,
  instruments: Instruments,
  test: Test,
): AsyncGenerator<Finding> {
  const { now, addressService } = instruments;
  const roleName = given.role?.value.split('/').pop() ?? settings.roleName;
  let status: Status | undefined;
  let isLookedUp = false;
  yield await test('role', async () => {
    const here = { ...settings, roleName };
    const observed = await observe(clients, here);
    status = statusOf(settings, observed, now);
    isLookedUp = true;
    return await aws.testRole(clients, here, observed, fixRole(settings, roleName));
  });
  if (!isLookedUp) return yield skipped('cluster', 'and all behind it: AWS could not be asked about it');
  const isElsewhere = status === undefined && given.host !== undefined;
  yield isElsewhere
    ? skipped('cluster', `no cluster is called ${settings.identifier}; ${given.host?.from} names a host`)
    : aws.testCluster(status, settings);
  const connection = unlessWrong(() => redshiftConfig(given, s3Settings(given), { loads: false }).connection);
  if (connection?.transport === 'data-api') {
    yield skipped(
      'network',
      'and TLS: the Data API needs neither an open port nor a certificate of Redshift',
    );
    return yield* examineSession(() => logIn(connection), test);
  }
  const target = targetOf(given, status);
  if (target === undefined) {
    return yield skipped('network', 'and TLS, login, privileges: there is nothing to connect to');
  }
  const network = await testNetwork(target);
  yield network.state === 'ok' || network.fix.length > 0
    ? network
    : { ...network, fix: await aws.networkAdvice(status, addressService) };
  if (network.state !== 'ok') return yield skipped('TLS', 'and login, privileges: the network comes first');
  if (connection === undefined) return yield skipped('TLS', 'and login, privileges: the settings come first');
  const tls = await testTls(
    target,
    connection.ca === undefined ? undefined : [...rootCertificates, connection.ca],
  );
  yield tls;
  if (tls.state !== 'ok') {
    return yield skipped('login', 'and privileges: not without a connection that is safe');
  }
  yield* examineSession(() => logIn(connection), test);
}

/** `create` makes the role of the settings; where an ARN names another one, the user has to name it. */
function fixRole(settings: RoleTarget, roleName: string): Hint {
  return { command: 'cluster create', flags: roleName === settings.roleName ? {} : { roleName }, why: '' };
}

function targetOf(given: ResolvedSettings, status: Status | undefined): Place | undefined {
  if (status === undefined) {
    const host = parsed(given, 'host');
    return host === undefined ? undefined : { host, port: parsed(given, 'port') };
  }
  if (status.host === undefined || status.state !== 'available') return undefined;
  return { host: status.host, port: status.port };
}

async function* examineSession(logIn: () => Promise<Session>, test: Test): AsyncGenerator<Finding> {
  let session: Session | undefined;
  const login = await test('login', async () => {
    session = await logIn();
    return await testLogin(session);
  });
  yield login;
  const open = session;
  if (open === undefined) return yield skipped('privileges', 'login comes first');
  yield await test('privileges', () => testPrivileges(open));
  await open.close();
}

/** Where the songs and the logs are: named apart, or below the location of all data, where one of the two is enough. */
function dataPlaces(
  given: ResolvedSettings,
): readonly { readonly location: string; readonly sibling: string | undefined }[] {
  const [songs, logs] = [partOf(given, dataFolders.songs), partOf(given, dataFolders.logs)];
  const isApart = given.songs !== undefined || given.logs !== undefined;
  const places = (
    named: ResolvedSetting | undefined,
    implied: string | undefined,
    sibling: string | undefined,
  ) => {
    const locations = named === undefined && implied !== undefined ? [implied] : allValues(named);
    return locations.map((location) => ({ location, sibling: isApart ? undefined : sibling }));
  };
  return [...places(given.songs, songs, logs), ...places(given.logs, logs, songs)];
}

function partOf({ data }: ResolvedSettings, name: string): string | undefined {
  return data && below(data.value, name);
}

function needsRedshift({ warehouse, host }: ResolvedSettings): boolean {
  return engineAt(warehouse.value) === 'redshift' || (warehouse.from === 'default' && host !== undefined);
}
