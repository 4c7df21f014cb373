import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, root, sparkify } from '../cli/sparkify.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** What a run goes through, in this order. `commit` is from when it is sent to when the run has ended. */
export const phases = [
  'list',
  'plan',
  'remove',
  'stage',
  'record',
  'star',
  'check',
  'publish',
  'commit',
] as const;
export type Phase = (typeof phases)[number];

/** Something that a run did: a step that it reported or a statement that it sent, and the phase that it then was in. */
export interface Moment {
  readonly phase: Phase;
  /** Milliseconds until the next one. */
  readonly lasted: number;
}

export interface KilledRun {
  readonly ended: Ended;
  /** The moments of the run until it died. */
  readonly moments: readonly Moment[];
}

/**
 * Runs `etl` in a process of its own, which writes down each moment before it goes on, and kills itself so many
 * milliseconds after a moment: at 0 before anything else happens. A thread does that, so that it also happens while the
 * engine works.
 */
export async function runKilled(
  options: Readonly<Record<string, unknown>>,
  kill: { readonly at: number; readonly after: number } | undefined,
  env: Readonly<Record<string, string>>,
): Promise<KilledRun> {
  using folder = temporaryFolder();
  const [script, log] = [join(folder.path, 'driver.mjs'), join(folder.path, 'moments.log')];
  writeFileSync(script, driver);
  writeFileSync(log, '');
  const args = [join(root, 'dist/index.js'), JSON.stringify(options), JSON.stringify(kill ?? {}), log];
  const ended = await sparkify(args, { script, env });
  const times = readFileSync(log, 'utf8').trimEnd().split('\n');
  const moments = times.map((line, index) => {
    const [phase, time] = line.split(' ');
    const next = times[index + 1]?.split(' ')[1] ?? time;
    return { phase: phase as Phase, lasted: Number(next) - Number(time) };
  });
  return { ended, moments };
}

const driver = `
  import { appendFileSync } from 'node:fs';
  import { Worker } from 'node:worker_threads';
  const [module, options, killText, log] = process.argv.slice(2);
  const kill = JSON.parse(killText);
  const { etl } = await import(module);
  const die = () => process.kill(process.pid, 'SIGKILL');
  const alarm = new Int32Array(new SharedArrayBuffer(4));
  const thread = new Worker(\`
    const { workerData: { alarm, after } } = require('node:worker_threads');
    Atomics.wait(alarm, 0, 0);
    Atomics.wait(alarm, 0, 1, after);
    process.kill(process.pid, 'SIGKILL');\`, { eval: true, workerData: { alarm, after: kill.after } });
  await new Promise((resolve) => thread.once('online', resolve));
  let phase = 'list', count = 0;
  function moment(now) {
    phase = now;
    appendFileSync(log, phase + ' ' + performance.now() + '\\n');
    if (count++ !== kill.at) return;
    if (kill.after === 0) die();
    Atomics.store(alarm, 0, 1);
    Atomics.notify(alarm, 0);
  }
  const began = [
    ['plan', /^begin/], ['remove', /^delete from etl/], ['stage', /^insert into staging_/],
    ['record', /^insert into etl\\.files/], ['commit', /^commit/],
  ];
  await etl({ ...JSON.parse(options),
    onProgress: ({ step }) => moment(step),
    onStatement(sql) {
      const text = sql.replace(/^--.*\\n/gm, '').trimStart();
      const next = began.find(([, begins]) => begins.test(text))?.[0] ?? phase;
      moment(next === 'commit' && phase !== 'publish' ? phase : next); // file ids are reserved in a transaction of their own
    },
  });
  moment('commit');
  process.exit();`;
