import { describe, expect, test } from 'vitest';
import { openS3Folder } from '../../src/s3/folder.ts';
import { prepareData } from '../../src/verify/data.ts';
import { points } from '../../src/verify/points/points.ts';
import { type Laboratory, runPoints } from '../../src/verify/run-points.ts';
import { fakeClock } from '../cluster/fake-aws/world.ts';
import { hasServer } from '../redshift/postgres-server.ts';
import { freshRedshift } from '../redshift-load/fresh-redshift.ts';

/** What PGlite cannot show, since all of its sessions are one, and so are its users. */
const sideBySide = [
  ...['reader-beside-run', 'lock-then-snapshot', 'lock-timeout', 'two-runs', 'stop-statement'],
  ...['identity-login', 'identity-privileges', 'identity-granted'],
];

describe.skipIf(!hasServer())('with sessions side by side', () => {
  test('the points about locks, stopping and users are observed as expected', {
    timeout: 200_000,
  }, async () => {
    await using fresh = await freshRedshift({}, { users: { 'IAM:ada': 'temporary' } });
    const { redshift } = fresh.at;
    const at = 's3://scratch/verify-test';
    await using folder = await openS3Folder(at, redshift.s3);
    await using data = await prepareData(folder, { at, s3: redshift.s3, signal: undefined, onStep() {} });
    const laboratory: Laboratory = {
      ...{ transport: 'direct', kind: 'serverless', data, folder, clock: fakeClock(), signal: undefined },
      ...{ longestWait: 5_000, silent: undefined, facts: {} },
      config: { ...redshift, role: redshift.role ?? '', work: `${at}/work` },
      identityLogin: async () => ({ user: 'IAM:ada', password: 'temporary' }),
    };
    const asked = points.filter(({ id }) => id === 'load-by-batches' || sideBySide.includes(id));
    const seen = await runPoints(asked, { laboratories: [laboratory] });
    expect(seen.filter(({ outcome }) => outcome !== 'as expected')).toEqual([]);
    expect(seen).toHaveLength(sideBySide.length + 1);
  });
});
