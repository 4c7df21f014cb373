import { sparkify } from './sparkify.ts';

/** Every verb that --help lists. */
export async function verbs(): Promise<readonly string[]> {
  const { stdout } = await sparkify(['--help']);
  const [, commands = ''] = stdout.split('Commands:\n');
  const names = [...commands.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name = '']) => name);
  return names.filter((name) => name !== 'help');
}
