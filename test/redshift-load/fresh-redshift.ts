import type { RedshiftConfig } from '../../src/warehouse/redshift/settings.ts';
import { type DataApi, startDataApi } from '../redshift/data-api.ts';
import { startProxy } from '../redshift/proxy.ts';
import { s3Objects } from '../redshift/s3-objects.ts';
import { type Redshift, type RedshiftOptions, startRedshift } from '../redshift/stand-in.ts';
import { type S3Server, startS3Server } from '../s3-server/s3-server.ts';

/** An empty cluster with its S3, as `etl` takes them. */
export interface FreshRedshift extends AsyncDisposable {
  /** What `etl` takes to find it. */
  readonly at: { readonly warehouse: 'redshift'; readonly redshift: RedshiftConfig };
  readonly cluster: Redshift;
  readonly s3: S3Server;
}

/** Keys that nobody checks: COPY's own requests are not signed, and the server takes both or none. */
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };

/** Starts a stand-in for Redshift and an S3 server that both it and the program see; the bucket `data` holds `objects`. */
export async function freshRedshift(
  objects: Readonly<Record<string, Uint8Array | string>> = {},
  options: Partial<RedshiftOptions> = {},
): Promise<FreshRedshift> {
  const s3 = await startS3Server({ buckets: { data: objects, scratch: {} } });
  const cluster = await startRedshift({ objects: s3Objects(s3.endpoint), ...options });
  const { host, port, database, user, password, ca, role, region } = cluster;
  const dataApi = process.env.SPARKIFY_TRANSPORT === 'data-api' ? await startDataApi(cluster) : undefined;
  const connection: RedshiftConfig['connection'] =
    dataApi === undefined
      ? { host, port, database, user, password, ca }
      : connectionBy(dataApi, { database, region });
  return {
    at: {
      warehouse: 'redshift',
      redshift: {
        connection,
        role,
        work: 's3://scratch/tmp',
        s3: {
          endpoint: s3.endpoint,
          region,
          credentials,
          signRequests: true,
          requesterPays: false,
          backoff: { sleep: async () => {} },
        },
      },
    },
    cluster,
    s3,
    async [Symbol.asyncDispose]() {
      await dataApi?.[Symbol.asyncDispose]();
      await cluster[Symbol.asyncDispose]();
      await s3[Symbol.asyncDispose]();
    },
  };
}

/** The Data API in front of a stand-in, as the settings name it. */
export function connectionBy(
  { endpoint }: DataApi,
  { database, region }: { readonly database: string; readonly region: string },
): RedshiftConfig['connection'] {
  return { transport: 'data-api', cluster: 'sparkify', database, aws: { endpoint, region, credentials } };
}

/** A proxy in front of a stand-in, and the settings that lead through it. */
export async function proxyTo({ cluster, at }: FreshRedshift) {
  const proxy = await startProxy(cluster);
  const connection = { ...at.redshift.connection, port: proxy.port };
  const redshift: RedshiftConfig = { ...at.redshift, connection };
  return { ...proxy, redshift };
}
