import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { processContext } from '../../src/commands/process-context.ts';
import type { Environment } from '../../src/config.ts';
import { waitingLine } from '../../src/terminal/waiting-line.ts';
import { fakeClock } from '../cluster/fake-aws/world.ts';
import { temporaryFolder } from '../temporary-folder.ts';

test('on a terminal a wait replaces its line, and is wiped before the next one', () => {
  const { context, waiting, noted } = open({ isTTY: true });
  waiting('creating 0 s');
  waiting('creating 10 s');
  context.terminal.note('done');
  expect(noted()).toBe('\r\u001b[2Kcreating 0 s\r\u001b[2Kcreating 10 s\r\u001b[2Kdone\n');
});

test('elsewhere a wait is a line every half a minute', async () => {
  const { context, waiting, noted } = open({ isTTY: false });
  for (let second = 0; second <= 60; second += 10) {
    waiting(`${second} s`);
    await context.clock.sleep(10_000);
  }
  expect(noted()).toBe('0 s\n30 s\n60 s\n');
});

test('a terminal without escape sequences gets lines, not drawings', () => {
  const { waiting, noted } = open({ isTTY: true }, { variables: { TERM: 'dumb' } });
  waiting('creating 0 s');
  waiting('creating 10 s');
  expect(noted()).toBe('creating 0 s\n');
});

test('colours of stdout do not get into a file of stderr', () => {
  const { context, noted, written } = open({ isTTY: true }, { isErrorTTY: false });
  const { terminal } = context;
  terminal.note(terminal.colors.bold('Data'));
  terminal.print(terminal.colors.bold('Data'));
  expect([noted(), written()]).toEqual(['Data\n', '\u001b[1mData\u001b[22m\n']);
});

test('a question is asked on a terminal, and nobody answers elsewhere', async () => {
  const terminal = open({ isTTY: true });
  const answer = terminal.context.ask('Create it? ');
  terminal.input.write('y\n');
  expect(await answer).toBe('y');
  expect(terminal.noted()).toContain('Create it?');
  expect(await open({ isTTY: false }).context.ask('Create it? ')).toBeUndefined();
});

test('Ctrl-C at a question ends with the code for it', async () => {
  const terminal = open({ isTTY: true });
  const answer = terminal.context.ask('Create it? ');
  setTimeout(() => terminal.input.write('\u0003'), 20);
  await expect(answer).rejects.toMatchObject({ exitCode: 130 });
});

test('results go to the output alone', () => {
  const { context, noted, written } = open({ isTTY: false });
  context.terminal.print('{}');
  expect([written(), noted()]).toEqual(['{}\n', '']);
});

test('a configuration is read with its lines, and one that is named has to be there', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'my.cfg');
  writeFileSync(file, '# mine\n[DWH]\nDWH_NUM_NODES = 3\n');
  const { context } = open({ isTTY: false });
  expect(context.readConfig(file).settings.nodes).toMatchObject({ value: '3', line: 3 });
  expect(() => context.readConfig(`${file}.not`)).toThrow('it does not exist');
});

interface OpenOptions extends Partial<Environment> {
  readonly isErrorTTY?: boolean;
}

function open(
  { isTTY }: { readonly isTTY: boolean },
  { variables = {}, isErrorTTY = isTTY }: OpenOptions = {},
) {
  const [input, output, errors] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const stream = (through: PassThrough, isTTY: boolean) =>
    Object.assign(through, { isTTY }) as unknown as NodeJS.WriteStream;
  const context = processContext(
    {
      stdin: Object.assign(input, { isTTY }),
      stdout: stream(output, isTTY),
      stderr: stream(errors, isErrorTTY),
    },
    new AbortController().signal,
    { variables },
    fakeClock(),
  );
  const waiting = waitingLine(context.terminal, () => context.clock.now().getTime());
  const text = (through: PassThrough) => () => String(through.read() ?? '');
  return { context, waiting, input, noted: text(errors), written: text(output) };
}
