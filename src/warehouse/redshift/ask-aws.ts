import type { FoundWarehouse } from '../../cluster/find-warehouse.ts';
import type { RedshiftSettings } from './settings.ts';

/** What a login may have to ask of AWS; every error is one that a user understands. */
export interface AskAws extends AsyncDisposable {
  find(): Promise<FoundWarehouse>;
  /** Without a user, those of the user that the AWS identity maps to. */
  clusterCredentials(of: {
    readonly cluster: string;
    readonly user: string | undefined;
    readonly database: string;
  }): Promise<Credentials>;
  workgroupCredentials(of: { readonly workgroup: string; readonly database: string }): Promise<Credentials>;
}

interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** Opens the way to AWS; its SDK is loaded only now. */
export async function openAskAws({ cluster, workgroup, aws = {} }: RedshiftSettings): Promise<AskAws> {
  const [redshift, serverless, { clientOptions }, { explainAwsError }, { findWarehouse }] = await Promise.all(
    [
      import('@aws-sdk/client-redshift'),
      import('@aws-sdk/client-redshift-serverless'),
      import('../../cluster/client-options.ts'),
      import('../../cluster/aws-errors.ts'),
      import('../../cluster/find-warehouse.ts'),
    ],
  );
  const { region = 'us-west-2' } = aws;
  const options = clientOptions({ ...aws, region });
  const clients = {
    redshift: new redshift.RedshiftClient(options),
    serverless: new serverless.RedshiftServerlessClient(options),
  };
  const what = workgroup === undefined ? `cluster "${cluster}"` : `workgroup "${workgroup}"`;
  const explained = async <Answer>(doing: string, answer: Promise<Answer>): Promise<Answer> => {
    try {
      return await answer;
    } catch (error) {
      throw explainAwsError(error, `${doing} the Redshift ${what} in ${region}`);
    }
  };
  return {
    find: () => explained('Looking for', findWarehouse(clients, { cluster, workgroup, region }, new Date())),
    async clusterCredentials({ cluster: ClusterIdentifier, user, database }) {
      const request = { ClusterIdentifier, DbName: database };
      const answer =
        user === undefined
          ? clients.redshift.send(new redshift.GetClusterCredentialsWithIAMCommand(request))
          : clients.redshift.send(new redshift.GetClusterCredentialsCommand({ ...request, DbUser: user }));
      const { DbUser = '', DbPassword = '' } = await explained('Asking for a password of', answer);
      return { user: DbUser, password: DbPassword };
    },
    async workgroupCredentials({ workgroup: workgroupName, database: dbName }) {
      const answer = clients.serverless.send(new serverless.GetCredentialsCommand({ workgroupName, dbName }));
      const { dbUser = '', dbPassword = '' } = await explained('Asking for a password of', answer);
      return { user: dbUser, password: dbPassword };
    },
    async [Symbol.asyncDispose]() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
