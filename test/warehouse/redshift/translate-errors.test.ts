import { expect, test } from 'vitest';
import { explainDataApiError, failedStatement } from '../../../src/warehouse/redshift/data-api/errors.ts';
import { nothingPublished } from '../../../src/warehouse/redshift/redshift-errors.ts';
import { translateConnectError } from '../../../src/warehouse/redshift/translate-connect-error.ts';
import { translateStatementError } from '../../../src/warehouse/redshift/translate-statement-error.ts';

const where = { statement: 'select 1', location: 'redshift://sparkify:5439/dwh', atCommit: false };
const diskFull = '-----------------------------------------------\n  error:  Disk Full\n  code:      1016\n';
const s3 = 'S3ServiceException:';

/** The words of Redshift, without a code as the Data API passes them on, and with that of the server. */
test.each([
  ['Disk Full', diskFull, 'SPK-411', 75],
  ['Query (500029) cancelled by WLM abort action of Query Monitoring Rule "testrule".', '', 'SPK-411', 75],
  ["Query (17) canceled on user's request", '', 'SPK-411', 75],
  ['terminating connection due to administrator command', '', 'SPK-408', 75],
  ['1023', 'Serializable isolation violation on table - 100', 'SPK-409', 75],
  ['permission denied for relation songs', '', 'SPK-412', 2],
  ['deadlock detected', '', 'SPK-409', 75],
  [`${s3}Access Denied,Status 403,Error AccessDenied,Rid 1`, '', 'SPK-423', 2],
  [`${s3}User: arn is not authorized to perform: kms:Decrypt on the resource,Status 403`, '', 'SPK-423', 2],
  ['User: arn is not authorized to perform: redshift:GetClusterCredentialsWithIAM', '', 'SPK-501', 2],
])('%s %s is %s', (message, detail, code, exitCode) => {
  const error = Object.assign(new Error(message), { code: 'XX000', detail });
  const byDataApi = failedStatement('FAILED', `ERROR: ${message}${detail && `\n  Detail: ${detail}`}`);
  expect(translateStatementError(byDataApi, where)).toMatchObject({ code, exitCode });
  if (!/permission|deadlock|terminating/.test(message))
    expect(translateStatementError(error, where)).toMatchObject({ code, exitCode });
});

test('an error says in which file of sql/ it was, that nothing is published, and what to do', () => {
  const statement = { file: 'model/songplays.sql', text: 'insert into songplays select 1' };
  expect(
    translateStatementError(failedStatement('FAILED', 'Disk Full'), { ...where, statement }),
  ).toMatchObject({
    details: ['This was in sql/model/songplays.sql.', nothingPublished],
    hints: ['Run the same command again later.', expect.stringContaining('--usage-limit')],
  });
});

test('a warehouse that the Data API does not find has hints on where it may be', () => {
  const cause = Object.assign(new Error("Redshift endpoint doesn't exist in this region."), {
    ...{ name: 'ValidationException', $metadata: { httpStatusCode: 400 } },
  });
  expect(explainDataApiError(cause)).toMatchObject({
    ...{ code: 'SPK-504', exitCode: 2, details: [nothingPublished] },
    hints: [{ command: 'cluster status' }, expect.stringContaining('--region')],
  });
});

test('the role and its key are named apart', () => {
  const denied = failedStatement('FAILED', `${s3}is not authorized to perform: kms:Decrypt,Status 403`);
  expect(translateStatementError(denied, where)).toMatchObject({
    message: expect.stringContaining('The role may not use the KMS key of the bucket: '),
    hints: [expect.stringContaining('kms:Decrypt'), expect.anything()],
  });
});

test.each([
  ['FATAL: password authentication failed for user "awsuser"', 'SPK-403'],
  ['FATAL: database "none" does not exist', 'SPK-407'],
])('a login that fails by the Data API has the error of a connection: %s', (words, code) => {
  expect(translateConnectError(failedStatement('FAILED', words), where.location)).toMatchObject({ code });
});
