import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Evidence, evidenceSchema } from '../../src/verify/evidence.ts';
import { points } from '../../src/verify/points/points.ts';
import { wordsOf } from '../cluster/account.ts';
import { callerAddress } from '../cluster/fake-aws/fake-aws.ts';
import { keptPassword, pictureOf, temporaryPassword } from '../cluster/fake-aws/world.ts';
import { knownDifferences, knownDifferencesOfNodes } from './known-differences.ts';
import { differingIn, openVerifyAccount, type VerifyAccount } from './verify-account.ts';

const nothing = { roles: [], groups: [], warehouses: [], schedules: [], snapshots: [], secrets: [] };

function evidenceOf({ file }: VerifyAccount): Evidence {
  return evidenceSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

async function expectNothingLeft({ account, s3, redshift, dataApi }: VerifyAccount): Promise<void> {
  expect(pictureOf(account.world)).toEqual(nothing);
  expect([...s3.objects('music-scratch').keys()]).toEqual([]);
  // Sessions of the Data API end by themselves; it has no call for that.
  await expect.poll(() => redshift.sessions - dataApi.sessions).toBe(0);
}

/** From now on the caller may do what the printed policy allows. */
async function restrict({ account }: VerifyAccount, flags = ''): Promise<void> {
  const command = `cluster policy --identifier sparkify-verify --work s3://music-scratch/work ${flags}`;
  account.aws.restrictTo(JSON.parse((await account.run(command.trim())).out));
}

const kmsKey = 'arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const whole = { timeout: 600_000 };

test(
  'it finds exactly what the stand-in is known not to imitate, and deletes everything',
  whole,
  async () => {
    await using verifying = await openVerifyAccount();
    const { account } = verifying;
    await restrict(verifying, '--serverless');
    const warned: string[] = [];
    const onWarning = ({ message }: Error) => warned.push(message);
    process.on('warning', onWarning);
    const { error, out, noted } = await verifying.verify();
    process.off('warning', onWarning);
    expect(warned).toEqual([]); // such as those of many listeners of one signal
    const evidence = evidenceOf(verifying);
    expect(differingIn(evidence)).toEqual(Object.keys(knownDifferences).sort());
    expect(error).toMatchObject({ exitCode: 1, code: 'SPK-620' });
    for (const id of Object.keys(knownDifferences)) expect(wordsOf(error)).toContain(id);
    for (const { id } of points) expect(out).toContain(`  ${id} `);
    expect(evidence).toMatchObject({
      ...{ kind: 'serverless', region: 'us-west-2', engine: 'Redshift 1.0.73348' },
      size: 'Serverless, 4 RPU, up to 8, at most 8 RPU-hours a day',
      left: [],
      deleted: [
        'Workgroup sparkify-verify',
        'Namespace sparkify-verify',
        'Security group sparkify-verify-access',
        'IAM role sparkify-verify-copy',
        expect.stringMatching(/^\d{3} objects$/),
      ],
    });
    expect([...new Set(evidence.points.map(({ id }) => id))]).toEqual(points.map(({ id }) => id));
    expect(unseenIn(evidence)).toEqual([
      'isolation-level needs --nodes',
      ...['kms-warehouse', 'kms-copy', 'kms-unload'].map((id) => `${id} needs --kms-key`),
      'pause-action needs --nodes',
    ]);
    expect(noted).toContain('Checked: nothing billable is left');
    await expectNothingLeft(verifying);

    const text = readFileSync(verifying.file, 'utf8');
    const secrets = [account.world.account, keptPassword, temporaryPassword, 'AKIDEXAMPLE', 'notASecret'];
    for (const secret of [...secrets, callerAddress, 'music-scratch', '127.0.0.1', 'IAM:ada', 'arn:aws'])
      expect(text).not.toContain(secret);
  },
);

test(
  'one that fails half-way deletes everything; the next one, on nodes, sees them pause by themselves',
  whole,
  async () => {
    await using verifying = await openVerifyAccount();
    const { aws } = verifying.account;
    await restrict(verifying, '--serverless');
    aws.setFate(({ action }) => (action === 'CreateWorkgroup' ? 'down' : 'pass'));
    const failed = await verifying.verify();
    expect(failed.error).toMatchObject({ exitCode: 75 });
    expect(wordsOf(failed.error)).toContain('What was created is deleted.');
    expect(wordsOf(failed.error)).not.toMatch(/cluster (create|delete)|These exist now/);
    expect(failed.noted).toContain('Deleting Namespace sparkify-verify');
    expect(evidenceOf(verifying)).toMatchObject({ points: [], stopped: expect.anything(), left: [] });
    await expectNothingLeft(verifying);

    aws.setFate();
    const withKey = `--kms-key ${kmsKey}`;
    await restrict(verifying, withKey);
    const { error, out } = await verifying.verify(`--yes --nodes 2 --json ${withKey}`);
    const evidence = evidenceOf(verifying);
    expect(JSON.parse(out)).toEqual(evidence);
    expect(differingIn(evidence)).toEqual(Object.keys(knownDifferencesOfNodes).sort());
    expect(error).toMatchObject({ exitCode: 1, code: 'SPK-620' });
    expect(evidence.points.find(({ id }) => id === 'pause-action')?.observed).toBe('paused by itself');
    expect(unseenIn(evidence)).toEqual(['least-capacity needs Serverless']);
    expect(evidence.deleted).toContain('Cluster sparkify-verify');
    await expectNothingLeft(verifying);
  },
);

test.each([
  ['while it waits for the workgroup', (line: string) => line.includes('Workgroup')],
  ['while it loads', (line: string) => line.includes('data without faults')],
])('Ctrl-C %s deletes everything', whole, async (_, isMoment) => {
  await using verifying = await openVerifyAccount();
  const stop = new AbortController();
  const onWaiting = (line: string) => {
    if (isMoment(line)) setTimeout(() => stop.abort(new Error('SIGINT')), 50);
  };
  const { error } = await verifying.verify('--yes', { signal: stop.signal, onWaiting });
  expect(error).toMatchObject({ exitCode: 130, code: 'SPK-602' });
  expect(wordsOf(error)).toContain('What was created is deleted.');
  await expectNothingLeft(verifying);
});

function unseenIn({ points: seen }: Evidence): readonly string[] {
  return seen
    .filter(({ outcome }) => outcome === 'not observed')
    .map(({ id, observed }) => `${id} ${observed}`);
}
