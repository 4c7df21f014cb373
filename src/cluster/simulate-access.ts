import { paginateSimulatePrincipalPolicy } from '@aws-sdk/client-iam';
import { allPages } from './all-pages.ts';
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
    const pages = paginateSimulatePrincipalPolicy(
      { client: iam },
      {
        PolicySourceArn: roleArn,
        ActionNames: [statement.Action].flat(),
        // IAM takes the resource as it would come: a key, not a pattern.
        ResourceArns: [statement.Resource ?? []].flat().map((arn) => arn.replace(/\*$/, 'file.json')),
      },
    );
    for (const result of await allPages(pages, (page) => page.EvaluationResults)) {
      const { EvalActionName: action = '', EvalResourceName: resource = '' } = result;
      if (result.EvalDecision !== 'allowed') missing.push({ action, resource });
    }
  }
  return missing;
}
