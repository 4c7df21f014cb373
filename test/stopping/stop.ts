import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Ended, start } from '../cli/sparkify.ts';

/** A second, and what a machine may take that does much else. What would be waited for otherwise takes ten at least. */
const aSecondOrSo = 3000;

/** Ended by the code; or, where it could not end by itself in time, by the signal that shells report as the same one. */
export const interrupted = ({ code, signal }: Ended) =>
  code === 130 || (code === null && signal === 'SIGINT');

/** Stops a command that hangs, and expects it to end in time with 130; returns what it printed. */
export async function expectStops(
  run: ReturnType<typeof start>,
  signal: NodeJS.Signals = 'SIGINT',
  { prints = false }: { readonly prints?: boolean } = {},
): Promise<Ended> {
  await untilHandled(run);
  const since = performance.now();
  run.kill(signal);
  const ended = await run.ended;
  expect(interrupted(ended), `${run.spawnargs.slice(2).join(' ')}: ${JSON.stringify(ended)}`).toBe(true);
  expect(performance.now() - since).toBeLessThan(aSecondOrSo);
  if (!prints) expect(ended.stdout).toBe('');
  return ended;
}

const sigint = 0b10n;

/** Waits until the program takes signals itself, or has ended: before, they end it as they end any other. */
export async function untilHandled(run: ReturnType<typeof start>): Promise<void> {
  const status = `/proc/${run.pid}/status`;
  if (!existsSync('/proc/self/status')) return void (await sleep(1500)); // only Linux says which signals are taken
  while (run.exitCode === null && existsSync(status)) {
    const caught = /^SigCgt:\s*([0-9a-f]+)/m.exec(readFileSync(status, 'utf8'))?.[1];
    if ((BigInt(`0x${caught ?? 0}`) & sigint) !== 0n) return;
    await sleep(10);
  }
}
