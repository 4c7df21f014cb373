import pico from 'picocolors';
import { expect, test } from 'vitest';
import type { Context } from '../../src/commands/context.ts';
import { printNext } from '../../src/commands/print-next.ts';
import { UsageError } from '../../src/errors.ts';
import { printError } from '../../src/terminal/print-error.ts';
import type { Terminal } from '../../src/terminal/terminal.ts';
import { hanging } from '../../src/terminal/wrap.ts';
import { recordingContext } from '../recording-context.ts';

test('a text is wrapped below itself, its head without its colours', () => {
  const head = `  ${pico.createColors(true).bold('Star')}   `;
  expect(hanging(head, 'songplays 3,305 · users 55 · songs 150   0.1 s', 30)).toEqual([
    `${head}songplays 3,305 ·`,
    '         users 55 · songs 150',
    '         0.1 s',
  ]);
  expect(hanging('  ', 'one line for a program', Number.POSITIVE_INFINITY)).toEqual([
    '  one line for a program',
  ]);
});

test('an error is wrapped on a terminal, but for commands and excerpts', () => {
  const { context, noted } = on(40);
  printError(
    context.terminal,
    new UsageError('SPK-707', 'Parser Error: syntax error at or near "selct"', {
      details: ['LINE 1: selct level from songplays where level = 1', '        ^', 'Nothing was changed.'],
      hints: [
        'Such SQL reads what is published in the warehouse.',
        { command: 'schema', flags: { warehouse: 'a-long-name.duckdb' }, why: 'See the tables' },
      ],
    }),
    { verbose: false, interrupted: false },
  );
  expect(noted).toEqual([
    'error  Parser Error: syntax error at or',
    '       near "selct"',
    '       LINE 1: selct level from songplays where level = 1',
    '               ^',
    '       Nothing was changed.',
    '',
    '       Such SQL reads what is published',
    '       in the warehouse.',
    '       See the tables   sparkify schema --warehouse a-long-name.duckdb',
    '       Explain it       sparkify explain SPK-707',
  ]);
});

test('commands that do not fit beside each other are below each other', () => {
  const next = ['match', 'ask top-songs', 'check'].map((command) => ({ command }));
  const printed = (width: number) => {
    const { context, printed: lines } = on(width);
    printNext(context, next);
    return lines;
  };
  expect(printed(80)).toEqual(['\n  Next   sparkify match     sparkify ask top-songs     sparkify check']);
  expect(printed(40)).toEqual([
    '\n  Next   sparkify match\n         sparkify ask top-songs\n         sparkify check',
  ]);
});

/** A terminal of this many columns. */
function on(width: number) {
  const recorded = recordingContext();
  const terminal: Terminal = { ...recorded.context.terminal, proseWidth: { print: width, note: width } };
  const context: Context = { ...recorded.context, terminal };
  return { ...recorded, context };
}
