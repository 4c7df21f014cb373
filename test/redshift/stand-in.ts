import { createServer } from 'node:net';
import { listen } from '../listen.ts';
import type { Isolation } from './backend.ts';
import { sharedCertificate } from './certificate.ts';
import type { Cluster, LoggedStatement, Moment, PlannedFailure } from './cluster.ts';
import type { ObjectStore } from './copy/copy-objects.ts';
import { openEngine } from './engine.ts';
import { serveSession } from './session.ts';

export interface RedshiftOptions {
  /** What COPY reads from. */
  readonly objects: ObjectStore;
  /** The IAM roles that the cluster may assume. */
  readonly roles?: readonly string[];
  readonly region?: string;
  /** Where buckets are that are not in the cluster's region. */
  readonly bucketRegions?: Readonly<Record<string, string>>;
  /** Of transactions of several sessions, where they are open side by side. */
  readonly isolation?: Isolation;
  /** More users and their passwords, such as temporary ones. */
  readonly users?: Readonly<Record<string, string>>;
}

export interface Redshift extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** PEM of the authority that signed the server's certificate. */
  readonly ca: string;
  /** A role that the cluster may assume. */
  readonly role: string;
  readonly region: string;
  /** Every statement received so far, as sent. */
  readonly statements: readonly LoggedStatement[];
  /** Sessions that are open now. */
  readonly sessions: number;
  failNext(failure: PlannedFailure): void;
  /** Acts once, at the first such moment; the session waits for the action to end. */
  on(moment: Moment, action: (session: number) => void | Promise<void>): void;
  /** A look at the rows past the wire, as PostgreSQL holds them; waits for running transactions where sessions take turns. */
  rows<T>(sql: string): Promise<T[]>;
}

const standInRole = 'arn:aws:iam::123456789012:role/sparkify-copy';

/**
 * A stand-in for Amazon Redshift: a real PostgreSQL behind TLS and the wire protocol, which takes Redshift's
 * dialect, refuses what Redshift refuses, and executes COPY from an object store. What it imitates is listed by
 * its tests, one a rule; what it cannot is in `turn.ts`, `postgres.ts`, `dialect.ts` and `docs/first-real-run.md`.
 */
export async function startRedshift(options: RedshiftOptions): Promise<Redshift> {
  const [engine, certificate] = await Promise.all([
    openEngine(options.isolation ?? 'snapshot'),
    sharedCertificate(),
  ]);
  const sessions = new Set<Promise<void>>();
  const cluster: Cluster = {
    ...{ engine, certificate, databaseName: 'dwh', copies: 0, backends: 0 },
    objects: options.objects,
    roles: [standInRole, ...(options.roles ?? [])],
    region: options.region ?? 'us-west-2',
    bucketRegions: options.bucketRegions ?? {},
    users: { awsuser: 'Secret-Passw0rd', ...options.users },
    ...{ statements: [], errors: [], failures: [], moments: [], terminations: new Map() },
  };
  const server = createServer((socket) => {
    const session = serveSession(socket, cluster).finally(() => sessions.delete(session));
    sessions.add(session);
  });
  const { port, [Symbol.asyncDispose]: close } = await listen(server);
  return {
    ...{ host: '127.0.0.1', port, database: cluster.databaseName, user: 'awsuser' },
    password: cluster.users.awsuser ?? '',
    ca: certificate.ca,
    role: standInRole,
    region: cluster.region,
    statements: cluster.statements,
    get sessions() {
      return sessions.size;
    },
    failNext: (failure) => void cluster.failures.push({ ...failure, left: failure.times ?? 1 }),
    on: (moment, action) => void cluster.moments.push({ ...moment, action }),
    rows: (sql) => lookAt(cluster, sql),
    async [Symbol.asyncDispose]() {
      await close();
      await Promise.allSettled(sessions);
      await engine[Symbol.asyncDispose]();
    },
  };
}

async function lookAt<T>({ engine }: Cluster, sql: string): Promise<T[]> {
  const release = await engine.takeTurn();
  try {
    return (await engine.query<T>(sql)).rows;
  } finally {
    release();
  }
}
