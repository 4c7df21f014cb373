import type { Clock } from '../clock.ts';
import { endsWithin, observeValue } from './observe.ts';
import type { Transport, Trial } from './point.ts';
import type { Laboratory } from './run-points.ts';

/** The warehouse that was made, and how it is reached. */
export interface Made {
  readonly kind: Trial['kind'];
  /** As its owner, by its name. */
  readonly config: Trial['config'];
  readonly isPublic: boolean;
  readonly facts: Trial['facts'];
  readonly folder: Trial['folder'];
  readonly data: Trial['data'];
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  readonly longestWait: number;
}

export interface Laboratories extends AsyncDisposable {
  readonly all: readonly Laboratory[];
  /** What the server says of itself. */
  readonly engine: string;
}

/** Opens what the points have in common, over each transport that reaches the warehouse. */
export async function openLaboratories({ isPublic, config, ...made }: Made): Promise<Laboratories> {
  const { openRedshift } = await import('../warehouse/redshift/redshift.ts');
  const { connection } = config;
  const by = (transport: Transport) => ({ ...config, connection: { ...connection, transport } });
  const transports: readonly Transport[] = isPublic ? ['direct', 'data-api'] : ['data-api'];
  const warehouse = await openRedshift(by(transports[0] ?? 'direct').connection, { signal: made.signal });
  const session = isPublic ? await observeValue(warehouse, 'select pg_backend_pid() as id') : '';
  const silent = isPublic ? { warehouse, session, since: made.clock.now() } : undefined;
  const all = transports.map((transport) => ({
    ...made,
    transport,
    silent,
    config: by(transport),
    identityLogin: () => identityLogin(connection, made.kind),
  }));
  return {
    all,
    engine: warehouse.engineVersion,
    async [Symbol.asyncDispose]() {
      await endsWithin(closing, Promise.resolve(warehouse[Symbol.asyncDispose]()));
    },
  };
}

/** Milliseconds for a connection to close, which may be lost. */
const closing = 2_000;

async function identityLogin(
  connection: Trial['config']['connection'],
  kind: Trial['kind'],
): Promise<{ readonly user: string; readonly password: string }> {
  const { openAskAws } = await import('../warehouse/redshift/ask-aws.ts');
  await using aws = await openAskAws(connection);
  const { cluster = '', database } = connection;
  return kind === 'nodes'
    ? await aws.clusterCredentials({ cluster, user: undefined, database })
    : await aws.workgroupCredentials({ workgroup: cluster, database });
}
