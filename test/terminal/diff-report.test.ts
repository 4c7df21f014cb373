import pico from 'picocolors';
import { expect, test } from 'vitest';
import { printDiff } from '../../src/terminal/diff-report.ts';
import type { Terminal } from '../../src/terminal/terminal.ts';

test('rows that differ are printed, ids beyond 2^53 and control characters included', () => {
  const lines: string[] = [];
  const terminal = { print: (line: string) => lines.push(line), colors: pico.createColors(false) };
  const user = { user_id: 2n ** 53n + 1n, first_name: 'A\u009bB' };
  printDiff(
    terminal as unknown as Terminal,
    {
      equal: false,
      tables: [
        { table: 'songs', equal: true, rows: [14_896, 14_896], only_in_first: [], only_in_second: [] },
        { table: 'users', equal: false, rows: [1, 0], only_in_first: [user], only_in_second: [] },
      ],
    },
    ['a.duckdb', 'b.duckdb'],
  );
  expect(lines).toEqual([
    '  same      songs   14,896 rows',
    '  DIFFERS   users   1 and 0 rows',
    '            only in a.duckdb:',
    '              {"user_id":"9007199254740993","first_name":"A B"}',
  ]);
});
