import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { simulate } from '../../src/simulate/simulate.ts';
import { folderOfTests } from '../temporary-folder.ts';
import { digest, filesBelow, unpacked } from './reading.ts';

const folder = folderOfTests();
const built = fileURLToPath(new URL('../../dist/index.js', import.meta.url));
let runs = 0;

type Options = Omit<Parameters<typeof simulate>[0], 'out'>;

async function run(options: Options): Promise<string> {
  const out = join(folder, String(runs++));
  await simulate({ out, ...options });
  return out;
}

const varied: Options = {
  users: 150,
  catalogue: 300,
  growth: 4,
  attrition: 2,
  seed: 3,
  dirty: 0.02,
  mojibake: true,
};

describe('the same arguments', () => {
  for (const [name, options] of Object.entries<Options>({
    'of a plain simulation': { users: 150, catalogue: 60 },
    'of one with everything': { ...varied, gzip: true },
  })) {
    test(`${name} give the same bytes with 1, 2, 3 and 7 partitions of the users`, async () => {
      const alone = digest(await run({ ...options, workers: 1 }));
      for (const workers of [2, 3, 7]) expect(digest(await run({ ...options, workers }))).toBe(alone);
    });
  }

  test.skipIf(!existsSync(built))('give the same bytes in threads of the compiled program', async () => {
    const inTurns = digest(await run({ ...varied, workers: 1 }));
    const out = join(folder, 'threads');
    const script = `import { simulate } from ${JSON.stringify(built)};
      await simulate(${JSON.stringify({ ...varied, out, workers: 3 })});`;
    execFileSync(process.execPath, ['--input-type=module', '--eval', script]);
    expect(digest(out)).toBe(inTurns);
  });

  test('with another seed give other songs and other events', async () => {
    const [one, other] = [
      await run({ users: 20, catalogue: 50, seed: 1 }),
      await run({ users: 20, catalogue: 50, seed: 2 }),
    ];
    const day = 'log_data/2018/11/2018-11-05-events.json';
    expect(readFileSync(join(one, day))).not.toEqual(readFileSync(join(other, day)));
    expect(filesBelow(join(one, 'song_data'))).not.toEqual(filesBelow(join(other, 'song_data')));
  });
});

describe('a resumed simulation', () => {
  const months = { from: '2018-10-20', until: '2018-12-10' };

  test('equals one run of both periods, state included', async () => {
    const whole = await run({ ...varied, ...months, gzip: true });
    const parts = await run({ ...varied, ...months, gzip: true, until: '2018-11-15', workers: 2 });
    await simulate({ out: parts, resume: join(parts, 'simulation.state'), until: months.until, workers: 3 });
    expect(digest(parts)).toBe(digest(whole));
  });

  test('goes on within a day, in the file of that day', async () => {
    const plain: Options = { ...varied, ...months, dirty: 0 };
    const whole = await run(plain);
    const parts = await run({ ...plain, until: '2018-11-15T13:14:15.678', workers: 2 });
    await simulate({ out: parts, resume: join(parts, 'simulation.state'), until: months.until });
    expect(digest(parts)).toBe(digest(whole));
  });

  test('continues within a day with the same faults, in compressed files as well', async () => {
    const whole = await run({ ...varied, ...months, dirty: 0.3, until: '2018-11-20T12:00' });
    const parts = await run({ ...varied, ...months, dirty: 0.3, until: '2018-11-08T06:00' });
    for (let day = 8; day <= 20; day++) {
      const until = `2018-11-${String(day).padStart(2, '0')}T12:00`;
      await simulate({ out: parts, resume: join(parts, 'simulation.state'), until });
    }
    const comparable = (path: string) => (path.endsWith('.state') ? Buffer.alloc(0) : unpacked(path));
    expect(digest(parts, comparable)).toBe(digest(whole, comparable));
  });

  test('writes the second period into a folder of its own as well', async () => {
    const plain: Options = { users: 100, catalogue: 200, growth: 2 };
    const whole = await run({ ...plain, ...months });
    const first = await run({ ...plain, ...months, until: '2018-11-15' });
    const second = await run({ resume: join(first, 'simulation.state'), until: months.until });
    for (const name of filesBelow(join(whole, 'log_data'))) {
      const part = name < '2018/11/2018-11-15' ? first : second;
      expect(
        readFileSync(join(part, 'log_data', name)).equals(readFileSync(join(whole, 'log_data', name))),
        name,
      ).toBe(true);
    }
    expect(digest(join(second, 'song_data'))).toBe(digest(join(whole, 'song_data')));
  });

  test('can be repeated after a crash in its midst', async () => {
    const plain: Options = { users: 100, catalogue: 200, growth: 2, ...months };
    const whole = await run(plain);
    const parts = await run({ ...plain, until: '2018-11-15T12:00' });
    writeFileSync(join(parts, 'log_data/2018/11/2018-11-15-events.json'), 'half a li', { flag: 'a' });
    writeFileSync(join(parts, 'log_data/2018/11/2018-11-16-events.json'), '{"half');
    await simulate({ out: parts, resume: join(parts, 'simulation.state'), until: months.until });
    expect(digest(parts)).toBe(digest(whole));
  });
});
