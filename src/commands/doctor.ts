import { warnOn } from '../terminal/warn.ts';
import { command, type FlagsOf } from './command.ts';
import type { Context } from './context.ts';
import { settings } from './option.ts';
import { config, json } from './options.ts';

const options = {
  ...settings('warehouse', 'data', 'logs', 'songs', 'logJsonpath', 'songJsonpath', 'work'),
  ...settings('identifier', 'roleName', 'region', 'profile'),
  config,
  json,
};

export const doctor = command({
  name: 'doctor',
  summary: 'show every setting and its source, and test each connection',
  description:
    'Shows every setting and its source (flag, environment, file, default), lists the keys of dwh.cfg without an effect, tests each connection, and says how to fix what fails.',
  options,
  examples: ['sparkify doctor --warehouse redshift'],
  run: examineAndDraw,
});

async function examineAndDraw(flags: FlagsOf<typeof options>, context: Context): Promise<void> {
  const [{ examine, usesOf }, { drawFinding, drawIgnored, drawSettings, settingsShown }, { UsageError }] =
    await Promise.all([import('../doctor/examine.ts'), import('../doctor/draw.ts'), import('../errors.ts')]);
  const [{ settingsToConnect }, { ignoredKeys }] = await Promise.all([
    import('../config.ts'),
    import('../settings/ignored-keys.ts'),
  ]);
  const { environment, terminal, clock, addressService, retryDelay, signal } = context;
  const write = terminal.print;
  const file = context.readConfig(flags.config);
  file.warnings.forEach(warnOn(terminal));
  const { given } = settingsToConnect({ flags, environment, file });
  const ignored = ignoredKeys(file, given);

  const shown = settingsShown(given, usesOf(given));
  if (!flags.json) {
    drawSettings(shown, write);
    write('');
    drawIgnored(file.file, ignored, write);
  }
  const findings = [];
  for await (const found of examine(given, { now: clock.now(), addressService, retryDelay, signal })) {
    findings.push(found);
    if (!flags.json) drawFinding(found, write, context.call.lines);
  }
  if (flags.json) {
    write(
      JSON.stringify({
        settings: Object.fromEntries(shown.map(({ name, ...setting }) => [name, setting])),
        ignored,
        findings: findings.map(({ name, state, said, fix }) => ({
          name,
          state,
          said,
          fix: context.call.lines(fix),
        })),
      }),
    );
  }
  const failed = findings.filter((found) => found.state === 'wrong').map((found) => found.name);
  if (failed.length > 0) throw new UsageError('SPK-117', `Failed: ${[...new Set(failed)].join(', ')}.`);
}
