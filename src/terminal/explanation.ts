import type { Explanation } from '../explain/explain.ts';
import type { Terminal } from './terminal.ts';
import { hanging, wrap } from './wrap.ts';

/** An explanation as a page: the code, the messages that have it, and its three texts. */
export function explanationLines(
  { code, kind, messages, exit_code, meaning, why, fix }: Explanation,
  { colors, width }: Pick<Terminal, 'colors' | 'width'>,
): readonly string[] {
  const textWidth = Math.min(width, 100) - indent.length;
  const ends = kind === 'error' ? `   ${colors.dim(`exit code ${exit_code}`)}` : '';
  const part = (head: string, text: string) =>
    wrap(text, textWidth).map(
      (line, index) => `  ${colors.dim((index === 0 ? head : '').padEnd(indent.length - 2))}${line}`,
    );
  return [
    `  ${colors.bold(code)}${ends}`,
    '',
    ...messages.flatMap((message) => hanging('  ', message, width)),
    ...(messages.length > 0 ? [''] : []),
    ...part('Means', meaning),
    ...part('Why', why),
    ...part('Do', fix),
  ];
}

const indent = ' '.repeat(10);
