import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FreshRedshift } from './fresh-redshift.ts';

/** What a user sets who has no dwh.cfg. */
export function environmentOf({ cluster, s3 }: FreshRedshift, folder: string): Record<string, string> {
  const REDSHIFT_SSLROOTCERT = join(folder, 'root.pem');
  writeFileSync(REDSHIFT_SSLROOTCERT, cluster.ca);
  return {
    ...{ REDSHIFT_HOST: cluster.host, REDSHIFT_PORT: String(cluster.port) },
    ...{ REDSHIFT_DATABASE: cluster.database },
    ...{ REDSHIFT_USER: cluster.user, REDSHIFT_PASSWORD: cluster.password, REDSHIFT_SSLROOTCERT },
    ...{
      REDSHIFT_IAM_ROLE: cluster.role,
      SPARKIFY_WORK: 's3://scratch/tmp',
      AWS_ENDPOINT_URL_S3: s3.endpoint,
    },
    ...{ AWS_REGION: cluster.region, AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' },
  };
}
