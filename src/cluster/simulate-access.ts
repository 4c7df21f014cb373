import { SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import type { Clients } from './clients.ts';
import { accessPolicy } from './policies.ts';

/** A right that the role does not have. */
export interface MissingRight {
  readonly action: string;
  readonly resource: string;
}

/** Asks IAM whether the role may do what COPY will do in the configured places; the bucket's own policy is not asked. */
export async function missingAccess(
  { iam }: Pick<Clients, 'iam'>,
  roleArn: string,
  places: Parameters<typeof accessPolicy>[0],
): Promise<readonly MissingRight[]> {
  const missing: MissingRight[] = [];
  for (const statement of accessPolicy(places)?.Statement ?? []) {
    const { EvaluationResults: results = [] } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: roleArn,
        ActionNames: [statement.Action].flat(),
        // IAM takes the resource as it would come: a key, not a pattern.
        ResourceArns: [statement.Resource ?? []].flat().map((arn) => arn.replace(/\*$/, 'file.json')),
      }),
    );
    for (const {
      EvalActionName: action = '',
      EvalResourceName: resource = '',
      EvalDecision: decision,
    } of results) {
      if (decision !== 'allowed') missing.push({ action, resource });
    }
  }
  return missing;
}
