import { expect, test } from 'vitest';
import type { Context } from '../../src/commands/context.ts';
import { buildProgram } from '../../src/commands/program.ts';

test.each([40, 55, 70, 120])('help is no wider than a terminal of %i characters', (width) => {
  const etl = buildProgram({} as Context).commands.find((command) => command.name() === 'etl');
  const help = etl?.configureOutput({ getOutHelpWidth: () => width }).helpInformation() ?? '';
  expect(help).toContain('  --data <location>');
  expect(help.split('\n').filter((line) => line.length > width)).toEqual([]);
});
