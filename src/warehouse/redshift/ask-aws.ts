import type { FoundWarehouse } from '../../cluster/find-warehouse.ts';
import { awsSettings } from '../../settings/table/aws.ts';
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
  /** Those of the user that the AWS identity maps to: Serverless gives no others. */
  workgroupCredentials(of: { readonly workgroup: string; readonly database: string }): Promise<Credentials>;
  /** Those of the owner, where AWS keeps them in a secret and the caller may read it. */
  ownerCredentials(secretArn: string): Promise<Credentials | undefined>;
}

interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** Opens the way to AWS; its SDK is loaded only now. */
export async function openAskAws({ cluster, workgroup, aws = {} }: RedshiftSettings): Promise<AskAws> {
  const [
    redshift,
    serverless,
    secretsManager,
    { clientOptions },
    { explainAwsError, isAwsError },
    { findWarehouse },
  ] = await Promise.all([
    import('@aws-sdk/client-redshift'),
    import('@aws-sdk/client-redshift-serverless'),
    import('@aws-sdk/client-secrets-manager'),
    import('../../cluster/client-options.ts'),
    import('../../cluster/aws-errors.ts'),
    import('../../cluster/find-warehouse.ts'),
  ]);
  const { region = awsSettings.region.default } = aws;
  const optionsOf = await clientOptions({ ...aws, region });
  const clients = {
    redshift: new redshift.RedshiftClient(await optionsOf('redshift')),
    serverless: new serverless.RedshiftServerlessClient(await optionsOf('redshift_serverless')),
    secrets: new secretsManager.SecretsManagerClient(await optionsOf('secrets_manager')),
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
    async ownerCredentials(SecretId) {
      const answer = clients.secrets.send(new secretsManager.GetSecretValueCommand({ SecretId }));
      try {
        const { SecretString = '{}' } = await answer;
        const { username: user, password } = JSON.parse(SecretString) as Record<string, string | undefined>;
        return user === undefined || password === undefined ? undefined : { user, password };
      } catch (error) {
        if (isAwsError(error, 'AccessDenied', 'ResourceNotFound')) return undefined;
        throw explainAwsError(error, `Asking for the password of the owner of the Redshift ${what}`);
      }
    },
    async [Symbol.asyncDispose]() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
