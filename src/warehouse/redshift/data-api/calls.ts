import type {
  BatchExecuteStatementOutput,
  ColumnMetadata,
  ExecuteStatementOutput,
  Field,
  RedshiftDataClient,
} from '@aws-sdk/client-redshift-data';
import { awsSettings } from '../../../settings/table/aws.ts';
import type { RedshiftSettings } from '../settings.ts';
import { keepLongsExact } from './exact-longs.ts';
import type { DataApiStatement } from './statement.ts';
import type { DataApiTarget } from './target.ts';

/** How one statement is sent: to the warehouse, which may open a session that is kept, or into a session. */
export type Place =
  | (DataApiTarget & { readonly SessionKeepAliveSeconds?: number })
  | { readonly SessionId: string };

/** Where a statement is. */
export interface Progress {
  readonly id: string;
  readonly sessionId: string | undefined;
  readonly status: 'SUBMITTED' | 'PICKED' | 'STARTED' | 'FINISHED' | 'FAILED' | 'ABORTED' | 'ALL';
  readonly error: string | undefined;
  readonly hasRows: boolean;
  readonly rowCount: number;
}

/** What is known of a statement when it was sent; its status and the rest only if it ended within the wait. */
export type Sent = Pick<Progress, 'id' | 'sessionId'> & Partial<Pick<Progress, 'status' | 'hasRows'>>;

/** The few calls of the Data API that a session makes. Throttling and lost connections are tried again by the SDK. */
export interface DataApiCalls {
  /** @param wait seconds, for a statement that is expected to end within them; without it, its id is known at once */
  execute(place: Place, statement: DataApiStatement, wait?: number): Promise<Sent>;
  /** Sends several statements without parameters, each of which is committed by itself: not within a transaction. */
  executeAll(place: Place, statements: readonly string[]): Promise<Sent>;
  describe(id: string): Promise<Progress>;
  /** All pages of a result, once there is one: it fails for a statement that failed, or runs for long. */
  rows(
    id: string,
  ): Promise<{ readonly columns: readonly ColumnMetadata[]; readonly records: readonly Field[][] }>;
  close(): void;
}

/**
 * Seconds that DescribeStatement waits for the end of a statement, so that a short one needs one call.
 * https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-calling-considerations-long-polling.html
 */
const longPoll = 20;

/** Opens the client; its SDK is loaded only now. */
export async function openDataApiCalls({ aws = {} }: RedshiftSettings): Promise<DataApiCalls> {
  const [sdk, { clientOptions }] = await Promise.all([
    import('@aws-sdk/client-redshift-data'),
    import('../../../cluster/client-options.ts'),
  ]);
  const optionsOf = await clientOptions({ ...aws, region: aws.region ?? awsSettings.region.default });
  const client: RedshiftDataClient = new sdk.RedshiftDataClient(await optionsOf('redshift_data'));
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      await keepLongsExact(result.response);
      return result;
    },
    { step: 'deserialize', priority: 'low' },
  );
  return {
    async execute(place, { Sql, Parameters }, wait = 0) {
      const waiting = wait > 0 ? { WaitTimeSeconds: wait } : {};
      const command = new sdk.ExecuteStatementCommand({
        ...place,
        Sql,
        ...waiting,
        ...(Parameters && { Parameters }),
      });
      return toSent(await client.send(command));
    },
    async executeAll(place, statements) {
      const how = { ExecutionMode: 'AUTO_COMMIT', WaitTimeSeconds: longPoll } as const;
      return toSent(
        await client.send(new sdk.BatchExecuteStatementCommand({ ...place, ...how, Sqls: [...statements] })),
      );
    },
    async describe(Id) {
      const command = new sdk.DescribeStatementCommand({ Id, WaitTimeSeconds: longPoll });
      const answer = await client.send(command);
      return {
        id: Id,
        sessionId: answer.SessionId,
        status: answer.Status ?? 'SUBMITTED',
        error: answer.Error,
        hasRows: answer.HasResultSet === true,
        rowCount: answer.ResultRows ?? -1,
      };
    },
    async rows(Id) {
      let columns: readonly ColumnMetadata[] = [];
      const records: Field[][] = [];
      let NextToken: string | undefined;
      do {
        const command = new sdk.GetStatementResultCommand({
          Id,
          WaitTimeSeconds: longPoll,
          ...(NextToken && { NextToken }),
        });
        const page = await client.send(command);
        columns = page.ColumnMetadata ?? columns;
        for (const record of page.Records ?? []) records.push(record);
        NextToken = page.NextToken;
      } while (NextToken !== undefined && NextToken !== '');
      return { columns, records };
    },
    close: () => client.destroy(),
  };
}

function toSent({
  Id = '',
  SessionId,
  Status,
  HasResultSet,
}: ExecuteStatementOutput | BatchExecuteStatementOutput): Sent {
  return {
    id: Id,
    sessionId: SessionId,
    hasRows: HasResultSet === true,
    ...(Status !== undefined && { status: Status }),
  };
}
