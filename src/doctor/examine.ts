import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { explainAwsError } from '../cluster/aws-errors.ts';
import type { Clients } from '../cluster/clients.ts';
import { observe } from '../cluster/observe.ts';
import type { ClusterSettings } from '../cluster/settings.ts';
import { type Status, statusOf } from '../cluster/status.ts';
import type { GivenSettings } from '../config/settings.ts';
import { redshiftConfig, s3Settings } from '../warehouse/redshift/from-settings.ts';
import * as aws from './aws-tests.ts';
import { type Place, testNetwork, testTls } from './connection.ts';
import { type Finding, finding, ok, skipped, wrong } from './finding.ts';
import { logIn, type Session, testLogin, testPrivileges } from './session.ts';
import { testWork } from './work.ts';

/** What the tests need from outside. */
export interface Instruments {
  readonly clients: Clients;
  readonly now: Date;
  readonly addressService?: string | undefined;
}

/** Tests each connection in order, and stops descending where what lies below cannot work. */
export async function* examine(
  given: GivenSettings,
  settings: ClusterSettings,
  instruments: Instruments,
): AsyncGenerator<Finding> {
  for (const location of localPlaces(given)) yield await testFolder(location, given);
  const usesRedshift = needsRedshift(given);

  if (!usesRedshift) {
    yield skipped(
      'Redshift',
      `the warehouse is ${given.warehouse?.value}; test it with --warehouse redshift`,
    );
    if (settings.reads.length === 0) return;
  }

  const { clients } = instruments;
  const test = (name: string, run: () => Promise<Finding>) =>
    finding(name, run, (error) => explainAwsError(error, name));
  for (const [name, run] of [
    ['credentials', () => aws.testCredentials(clients)],
    ['identity', () => aws.testIdentity(clients)],
    ['region', () => aws.testRegion(clients, settings.connection.region)],
  ] as const) {
    const found = await test(name, run);
    yield found;
    // Without credentials all that follows would fail for the same reason.
    if (found.state === 'wrong' && name !== 'region')
      return yield skipped('AWS', 'the rest needs credentials');
  }
  yield* examinePlaces(given, settings, clients, test);
  if (usesRedshift) yield* examineWarehouse(given, settings, instruments, test);
}

type Test = (name: string, run: () => Promise<Finding>) => Promise<Finding>;

async function* examinePlaces(
  given: GivenSettings,
  settings: ClusterSettings,
  clients: Clients,
  test: Test,
): AsyncGenerator<Finding> {
  const { work, connection } = settings;
  const clusterRegion = connection.region;
  for (const { location, sibling } of dataPlaces(given)) {
    if (!location.startsWith('s3://')) continue;
    yield await test('bucket', () => aws.testPlace(clients, location, { clusterRegion, sibling }));
  }
  if (work !== undefined) yield await test('work', () => testWork(work, s3Settings(given)));
  const jsonPaths = given.logJsonpath?.value ?? below(given, 'log_json_path.json');
  if (jsonPaths?.startsWith('s3://')) {
    const file = { location: jsonPaths, isNamed: given.logJsonpath !== undefined };
    yield await test('JSONPaths', () => aws.testJsonPaths(clients, file));
  }
}

async function* examineWarehouse(
  given: GivenSettings,
  settings: ClusterSettings,
  instruments: Instruments,
  test: Test,
): AsyncGenerator<Finding> {
  const { clients, now, addressService } = instruments;
  const roleName = given.role?.value.split('/').pop() ?? settings.roleName;
  let status: Status | undefined;
  yield await test('role', async () => {
    const here = { ...settings, roleName };
    const observed = await observe(clients, here);
    status = statusOf(settings, observed, now);
    return await aws.testRole(clients, here, observed, mendRole(settings, roleName));
  });
  const isElsewhere = status === undefined && given.host !== undefined;
  yield isElsewhere
    ? skipped('cluster', `no cluster is called ${settings.identifier}; ${given.host?.from} names a host`)
    : aws.testCluster(status, settings);
  const target = targetOf(given, settings, status);
  if (target === undefined) {
    return yield skipped('network', 'and TLS, login, privileges: there is nothing to connect to');
  }
  const network = await testNetwork(target);
  yield network.state === 'ok' || network.mend.length > 0
    ? network
    : { ...network, mend: await aws.networkAdvice(status, addressService) };
  if (network.state !== 'ok') return yield skipped('TLS', 'and login, privileges: the network comes first');
  const { connection } = redshiftConfig(given, s3Settings(given));
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

/** `create` makes the role of the settings; where an ARN names another one, it has to be told. */
function mendRole(settings: ClusterSettings, roleName: string): string {
  return `sparkify cluster create${roleName === settings.roleName ? '' : ` --role-name ${roleName}`}`;
}

function targetOf(
  given: GivenSettings,
  settings: ClusterSettings,
  status: Status | undefined,
): Place | undefined {
  if (status === undefined) {
    // As the console shows an endpoint, with port and database behind the name.
    const host = given.host?.value.split(/[:/]/)[0];
    return host === undefined ? undefined : { host, port: settings.port };
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

async function testFolder(location: string, given: GivenSettings): Promise<Finding> {
  const found = await stat(location).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error)
    return wrong('data', `${location} cannot be read: ${found.code ?? found.message}.`);
  const { data, songs, logs } = given;
  const holdsParts = dataPlaces(given).some((part) => existsSync(part.location));
  if (location === data?.value && songs === undefined && logs === undefined && !holdsParts) {
    return wrong('data', `${location} holds neither song_data/ nor log_data/.`, `ls ${location}`);
  }
  return ok('data', `${location} is there`);
}

function localPlaces({ data, songs, logs, logJsonpath }: GivenSettings): readonly string[] {
  return [data, songs, logs, logJsonpath]
    .map((place) => place?.value ?? '')
    .filter((place) => place !== '' && !place.startsWith('s3://'));
}

/** Where the songs and the logs lie: each by itself, or below the place of all data, where one of the two is enough. */
function dataPlaces(
  given: GivenSettings,
): readonly { readonly location: string; readonly sibling: string | undefined }[] {
  const [songs, logs] = [below(given, 'song_data'), below(given, 'log_data')];
  const isApart = given.songs !== undefined || given.logs !== undefined;
  return [
    { location: given.songs?.value ?? songs, sibling: isApart ? undefined : logs },
    { location: given.logs?.value ?? logs, sibling: isApart ? undefined : songs },
  ].flatMap(({ location, sibling }) => (location === undefined ? [] : [{ location, sibling }]));
}

function below({ data }: GivenSettings, name: string): string | undefined {
  return data && `${data.value.replace(/\/+$/, '')}/${name}`;
}

function needsRedshift({ warehouse, host }: GivenSettings): boolean {
  return warehouse?.value === 'redshift' || (warehouse?.from === 'default' && host !== undefined);
}
