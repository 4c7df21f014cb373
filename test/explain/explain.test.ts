import { describe, expect, test } from 'vitest';
import { sparkify } from '../cli/sparkify.ts';
import { temporaryFolder } from '../temporary-folder.ts';

async function explain(...args: readonly string[]) {
  using folder = temporaryFolder();
  return await sparkify(['explain', ...args], { cwd: folder.path });
}

describe('sparkify explain', () => {
  test('prints what an error means, why it happens and what to do', async () => {
    expect(await explain('SPK-201')).toEqual({
      code: 0,
      signal: null,
      stderr: '',
      stdout: `\
  SPK-201   exit code 2

  No data location was given.

  Means   The command does not know which files to read. Nothing was published.
  Why     Neither a flag, the environment nor \`dwh.cfg\` names a location.
  Do      Add \`--data LOCATION\`, or set LOG_DATA and SONG_DATA under [S3] in \`dwh.cfg\`. \`sparkify
          start\` needs no data of yours.
`,
    });
  });

  test.each(['spk-201', 'SPK201', 'spk201', '201', ' Spk 201 '])('takes %j for SPK-201', async (typed) => {
    expect((await explain(typed)).stdout).toContain('  SPK-201 ');
  });

  test('explains reasons of rejected records, by the key where it has a meaning of its own', async () => {
    expect((await explain('range:ts')).stdout).toContain('more than 24 hours after the run began');
    expect((await explain('range:duration')).stdout).toMatch(/^ {2}range:KEY\n/);
    expect((await explain('missing:userId')).stdout).toMatch(/^ {2}missing:KEY\n/);
    expect((await explain('bad_json')).stdout).toMatch(/^ {2}bad_json\n/);
  });

  test('explains checks by the sentence of their file', async () => {
    expect((await explain('one-row-per-play')).stdout).toContain('  Means   Every play has one row');
  });

  test.each([
    // Whatever codes are added, those of the same topic are near.
    ['230', /Did you mean SPK-2\d\d, SPK-2\d\d, SPK-2\d\d\?/],
    ['SPK-999', /Did you mean SPK-9\d\d, SPK-9\d\d, SPK-9\d\d\?/],
    ['one-row-per-pley', /Did you mean one-row-per-play\?/],
    ['rang:ts', /Did you mean range:ts\?/],
  ])('refuses %s, and names near codes', async (typed, hint) => {
    expect(await explain(typed)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(
        new RegExp(
          `^error  There is no code "${typed}"\\.\n\n       ${hint.source}\n       sparkify explain lists every code\\.\n       Explain it   sparkify explain SPK-120\n$`,
        ),
      ),
    });
  });

  test('without a code lists errors, reasons and checks', async () => {
    const { code, stdout } = await explain();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}Errors\n {2}SPK-101 {3}Unknown command '…'\.\n/);
    expect(stdout).toMatch(/\n\n {2}Reasons of rejected records\n {2}bad_json {9}The text/);
    expect(stdout).toMatch(/\n\n {2}Checks\n {2}artist-of-play-exists {4}Every/);
  });

  test('--json prints one explanation, or all of them', async () => {
    const one = JSON.parse((await explain('201', '--json')).stdout);
    expect(one).toMatchObject({
      code: 'SPK-201',
      kind: 'error',
      exit_code: 2,
      messages: ['No data location was given.'],
    });
    const { explanations } = JSON.parse((await explain('--json')).stdout);
    expect(explanations).toContainEqual(one);
    expect(explanations).toContainEqual(expect.objectContaining({ code: 'range:ts', exit_code: null }));
  });

  test('is completed in the shell', async () => {
    const { stdout } = await sparkify(['__complete', 'explain', 'SPK-20']);
    expect(stdout.split('\n')).toContain('SPK-201\tNo data location was given.');
    expect((await sparkify(['__complete', 'explain', 'one-row-per-p'])).stdout).toMatch(
      /^one-row-per-play\t/,
    );
  });
});
