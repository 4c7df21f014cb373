import { expect, test } from 'vitest';
import { explainAwsError } from '../../src/cluster/aws-errors.ts';

/** An error as the SDK throws it. */
const answered = (name: string, message: string, httpStatusCode = 400) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });

test.each([
  ['ClusterQuotaExceededFault', 'SPK-504', 2, /Service Quotas/],
  ['NumberOfNodesQuotaExceeded', 'SPK-504', 2, /Service Quotas/],
  ['ServiceQuotaExceededException', 'SPK-504', 2, /Service Quotas/],
  ['SecurityGroupLimitExceeded', 'SPK-504', 2, /Service Quotas/],
  ['RequestLimitExceeded', 'SPK-503', 75, /run the same command again/],
  ['ExpiredTokenException', 'SPK-502', 2, /Log in/],
  ['AccessDeniedException', 'SPK-501', 2, /cluster policy/],
])('%s is %s with code %s, and says what to do', (name, code, exitCode, hint) => {
  const error = explainAwsError(answered(name, 'AWS says why'), 'Creating the cluster sparkify');
  expect(error).toMatchObject({ code, exitCode, message: 'Creating the cluster sparkify: AWS says why.' });
  expect(JSON.stringify((error as { hints?: unknown }).hints)).toMatch(hint);
});
