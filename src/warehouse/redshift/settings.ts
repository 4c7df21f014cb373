import type { ConnectionSettings } from '../../cluster/settings.ts';
import type { S3Settings } from '../../s3/settings.ts';
import { defaults, parsed } from '../../settings/table.ts';

/** Where the Redshift warehouse is and who asks: what flags, environment and dwh.cfg come to. */
export interface RedshiftSettings {
  /** The endpoint; without it, that of `cluster` or `workgroup` is looked up. */
  readonly host?: string | undefined;
  /** 5439 unless given. */
  readonly port?: number | undefined;
  /** The name of the database on it. */
  readonly database: string;
  /** Without a user, the one that the AWS identity maps to. */
  readonly user?: string | undefined;
  /** Without a password, a temporary one is asked for, of the cluster or of the workgroup. */
  readonly password?: string | undefined;
  /** The identifier of a provisioned cluster; or of a workgroup, where no cluster is called so. */
  readonly cluster?: string | undefined;
  /** The name of a serverless workgroup. */
  readonly workgroup?: string | undefined;
  /** How statements get there: by a connection of its own, or by the Data API, which needs no open port. */
  readonly transport?: 'direct' | 'data-api' | undefined;
  /** How AWS is reached, which is asked for what is missing here. Without a region, in that of the endpoint. */
  readonly aws?: Partial<ConnectionSettings> | undefined;
  /** PEM of one more authority to trust, beside those that Node.js knows (Amazon's are among them). */
  readonly ca?: string | undefined;
  /** How long to wait for a connection, in milliseconds; a serverless workgroup that idled takes its time. */
  readonly connectTimeout?: number | undefined;
  /** Called with a sentence where connecting takes longer than a second. */
  readonly onConnecting?: ((sentence: string) => void) | undefined;
}

const clusterEndpoint = /^([^.]+)\.[^.]+\.([^.]+)\.redshift\.amazonaws\.com(?:\.cn)?$/;
const workgroupEndpoint = /^([^.]+)\.\d+\.([^.]+)\.redshift-serverless\.amazonaws\.com(?:\.cn)?$/;

/** What an endpoint says of itself: the cluster or the workgroup, and the region. Nothing, for a name of one's own. */
function readEndpoint(
  host: string,
): Pick<RedshiftSettings, 'cluster' | 'workgroup'> & { region?: string | undefined } {
  const cluster = clusterEndpoint.exec(host);
  if (cluster) return { cluster: cluster[1], region: cluster[2] };
  const workgroup = workgroupEndpoint.exec(host);
  return workgroup ? { workgroup: workgroup[1], region: workgroup[2] } : {};
}

/** The settings with what the endpoint says; what is given by itself counts before. */
export function withEndpoint(settings: RedshiftSettings): RedshiftSettings {
  const { cluster, workgroup, region } = readEndpoint(settings.host ?? '');
  const isNamed = settings.cluster !== undefined || settings.workgroup !== undefined;
  return {
    ...settings,
    ...(!isNamed && { cluster, workgroup }),
    aws: { ...(region !== undefined && { region }), ...settings.aws },
  };
}

/** Milliseconds to wait for a connection. */
export const defaultConnectTimeout = parsed(defaults, 'connectTimeout');

/** Redshift's usual port. */
export const defaultPort = parsed(defaults, 'port');

/** Where it is, for people: never with a secret. */
export function describeLocation({ host, port, database, cluster, workgroup }: RedshiftSettings): string {
  const name = host ?? cluster ?? workgroup ?? '(no host)';
  return `redshift://${name}:${port ?? defaultPort}/${database}`;
}

/** All that a warehouse on Redshift needs: how to reach it, and what its COPY reads with and through. */
export interface RedshiftConfig {
  /** Where it is, and who connects. */
  readonly connection: RedshiftSettings;
  /** The ARN of the IAM role that COPY reads S3 with, or `default`. Needed to load, not to ask. */
  readonly role?: string | undefined;
  /** `s3://bucket/prefix` below which a run puts its parts and manifests, and takes them away again. */
  readonly work?: string | undefined;
  /** Where the buckets are; found out by asking S3 if it is not given. */
  readonly bucketRegion?: string | undefined;
  /** How to reach the buckets. */
  readonly s3: S3Settings;
}
