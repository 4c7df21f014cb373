import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { printRows } from '../../src/terminal/rows.ts';
import { openTerminal } from '../../src/terminal/terminal.ts';

const widths = [60, 80, 100, 120, 200];

/** What people see of rows on a terminal of that many columns. */
function shown(columns: number, rows: Parameters<typeof printRows>[1]['rows'], measure?: string) {
  const lines: string[] = [];
  const write = (text: string) => lines.push(...stripVTControlCharacters(text).trimEnd().split('\n'));
  const stream = { isTTY: true, columns, write };
  const streams = { stdout: stream, stderr: stream } as unknown as Parameters<typeof openTerminal>[0];
  const terminal = openTerminal(streams);
  printRows(terminal, { columns: Object.keys(rows[0] ?? {}), rows }, { measure });
  return lines;
}

const played = {
  start_time: '2018-11-30 19:54:24.796',
  song: 'Sehr kosmisch, in a version that takes longer than the others',
  play_id: '1c9ecab8d02b26496bd2a0a52c0e28f1',
  plays: 21,
  user_agent: 'Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko)',
};

test.each(widths)('no row is wider than a terminal of %d columns', (width) => {
  const lines = shown(width, [played, played], 'plays');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  expect(lines.join(' ')).toContain(played.play_id);
  expect(lines.join(' ')).toContain(played.start_time);
});

test('numbers of many digits, which are texts, are to the right as well', () => {
  expect(shown(60, [{ amount: '12345678901234567.89' }, { amount: 12.5 }])).toEqual([
    '                amount',
    '  12345678901234567.89',
    '                  12.5',
  ]);
  expect(shown(60, [{ song: '1979' }, { song: 'Up' }])).toEqual(['  song', '  1979', '  Up']);
});

test('rows that are too wide for a table have a line a column', () => {
  expect(shown(60, [{ ...played, song: null }, played])).toEqual([
    '  start_time   2018-11-30 19:54:24.796',
    '  song         NULL',
    '  play_id      1c9ecab8d02b26496bd2a0a52c0e28f1',
    '  plays        21',
    '  user_agent   Mozilla/5.0 (Windows NT 6.1; WOW64)',
    '               AppleWebKit/537.36 (KHTML, like Gecko)',
    '',
    '  start_time   2018-11-30 19:54:24.796',
    '  song         Sehr kosmisch, in a version that takes longer',
    '               than the others',
    '  play_id      1c9ecab8d02b26496bd2a0a52c0e28f1',
    '  plays        21',
    '  user_agent   Mozilla/5.0 (Windows NT 6.1; WOW64)',
    '               AppleWebKit/537.36 (KHTML, like Gecko)',
  ]);
});

test('a bar becomes shorter, and then is left out, before a text is cut to a few characters', () => {
  const rows = [
    { song: played.song, plays: 2 },
    { song: "You're The One", plays: 1 },
  ];
  expect(shown(60, rows, 'plays')).toEqual([
    '  song                      plays',
    '  Sehr kosmisch, in a ve…       2   ████████████████████████',
    "  You're The One                1   ████████████",
  ]);
  expect(shown(45, rows, 'plays')).toEqual([
    '  song                   plays',
    '  Sehr kosmisch, in a…       2   ████████████',
    "  You're The One             1   ██████",
  ]);
  expect(shown(36, rows, 'plays')).toEqual([
    '  song                         plays',
    '  Sehr kosmisch, in a versi…       2',
    "  You're The One                   1",
  ]);
});

test('a path that is cut keeps its end, in which files differ', () => {
  expect(
    shown(40, [{ location: '/srv/music/log_data/2018/11/2018-11-02-events.json', rejected: 3 }]),
  ).toEqual(['  location                      rejected', '  …/11/2018-11-02-events.json          3']);
});
