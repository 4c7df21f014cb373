import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { progressLine } from '../../src/terminal/progress-line.ts';
import { openTerminal, type Terminal } from '../../src/terminal/terminal.ts';

test('prints files, bytes, rate and time left of a long run, and nothing of a short one', () => {
  const drawn: string[] = [];
  let now = 0;
  const terminal = { canDraw: true, draw: (line: string) => void drawn.push(line) } as unknown as Terminal;
  const onProgress = progressLine(terminal, { now: () => new Date(now) });
  const half = {
    step: 'stage',
    files: { done: 1500, total: 3000 },
    bytes: { done: 4e6, total: 8e6 },
  } as const;
  now = 900;
  onProgress(half);
  expect(drawn).toEqual([]);
  now = 2000;
  onProgress(half);
  now = 2050; // too soon to be drawn again
  onProgress(half);
  now = 3000;
  onProgress({ step: 'check' });
  expect(drawn).toEqual([
    '  Stage  ██████████░░░░░░░░░░  1,500 of 3,000 files   4.0 MB   2.0 MB/s   2.0 s   2.0 s left',
    '  Checking …  3.0 s',
  ]);
});

test('a drawn line leaves room for the ^C that a terminal writes behind it, else it could not be wiped', () => {
  const written: string[] = [];
  const stderr = { isTTY: true, columns: 20, write: (text: string) => written.push(text) };
  const terminal = openTerminal({ stdout: stderr, stderr } as unknown as Parameters<typeof openTerminal>[0]);
  terminal.draw('x'.repeat(30));
  expect(`${stripVTControlCharacters(written.join('')).trim()}^C`.length).toBeLessThan(20);
});
