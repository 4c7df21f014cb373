import type { S3Folder } from '../../s3/folder.ts';
import { awsSettings } from '../../settings/table/aws.ts';
import type { LoadableWarehouse, OnStatement } from '../warehouse.ts';
import { openRedshift } from './redshift.ts';
import type { Session } from './session.ts';
import { type RedshiftConfig, withEndpoint } from './settings.ts';
import { redshiftLoading } from './stage.ts';

/** A warehouse on Redshift for a SQL preview: its statements are sent to nobody, and nothing is uploaded. */
export async function previewRedshift(
  redshift: RedshiftConfig | undefined,
  onStatement: OnStatement | undefined,
): Promise<LoadableWarehouse> {
  const settings = { database: 'dev', ...redshift?.connection };
  const warehouse = await openRedshift(settings, { onStatement, open: async () => nowhere });
  const loading = redshiftLoading(warehouse, {
    role: redshift?.role ?? roleOfTheCluster,
    work: redshift?.work === undefined ? undefined : folderNowhere(redshift.work),
    bucketRegion: redshift?.bucketRegion ?? redshift?.s3.region ?? regionOfTheCluster(redshift),
    folder: 'sql-preview',
    countSlices: async () => 1,
  });
  return { ...warehouse, ...loading };
}

/** In place of the role that a run finds at the cluster. */
const roleOfTheCluster = 'arn:aws:iam::000000000000:role/role-of-the-cluster';

/** In place of the region that S3 names when a run asks for it. */
function regionOfTheCluster(redshift: RedshiftConfig | undefined): string {
  return (redshift && withEndpoint(redshift.connection).aws?.region) ?? awsSettings.region.default;
}

/** Answers every statement as one without rows. */
const answer: Session['query'] = async (sql) => {
  const [command = ''] = /^\w+/.exec(sql.toUpperCase()) ?? [];
  return { command, rowCount: 0, rows: [], fields: [] };
};

/** A session with no server. */
const nowhere: Session = {
  version: '',
  statementBytes: Number.POSITIVE_INFINITY,
  isCalled: false,
  countsCopies: false,
  query: answer,
  queryReadOnly: answer,
  queryAll: async () => {},
  lost: () => false,
  breakOff() {},
  async end() {},
  async close() {},
};

function folderNowhere(work: string): S3Folder {
  return {
    region: 'us-west-2',
    put: async (name) => `s3://${work.replace(/^s3:\/\//, '').replace(/\/$/, '')}/${name}`,
    async remove() {},
    async [Symbol.asyncDispose]() {},
  };
}
