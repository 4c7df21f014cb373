import { Writable } from 'node:stream';
import { type Clock, systemClock } from '../../src/clock.ts';
import { processContext } from '../../src/commands/process-context.ts';
import { runCommand } from '../../src/commands/run-command.ts';
import { takeTurns } from '../../src/take-turns.ts';

interface InProcess {
  readonly cwd: string;
  /** All of the environment that the command sees. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

const inTurn = takeTurns();

/**
 * Runs a command line in this process, from the source: what it prints and its exit code are those of a process, which
 * takes ten times as long to start. Folder and environment belong to the whole process, so one command runs at a time.
 */
export function runInProcess(args: readonly string[], options: InProcess) {
  return inTurn(() => runAlone(args, options));
}

async function runAlone(args: readonly string[], { cwd, env }: InProcess) {
  const before = { cwd: process.cwd(), env: { ...process.env } };
  const [stdout, stderr] = [new Recorder(), new Recorder()];
  process.chdir(cwd);
  replaceEnvironment(env);
  try {
    const streams = { stdin: process.stdin, stdout, stderr } as unknown as Parameters<
      typeof processContext
    >[0];
    const { signal } = new AbortController();
    const context = { ...processContext(streams, signal), clock: stoppedClock() };
    const code = await runCommand([process.execPath, 'sparkify', ...args], context);
    return { code, stdout: stdout.text, stderr: stderr.text };
  } finally {
    process.chdir(before.cwd);
    replaceEnvironment(before.env);
  }
}

/** No time passes, so that a slow machine prints no progress between the lines that a test expects. */
function stoppedClock(): Clock {
  const startedAt = new Date();
  return { ...systemClock, now: () => startedAt };
}

/** The variables change, not the object: modules hold on to that, those of AWS read it as they go. */
function replaceEnvironment(variables: InProcess['env']): void {
  for (const name of Object.keys(process.env)) delete process.env[name];
  for (const [name, value] of Object.entries(variables)) if (value !== undefined) process.env[name] = value;
}

/** A stream, no terminal, that keeps what is written. */
class Recorder extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk;
    done();
  }
}
