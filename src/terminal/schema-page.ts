import { count } from '../numbers.ts';
import type { CountedTable, SchemaColumn, SchemaTable } from '../schema/table.ts';
import type { Terminal } from './terminal.ts';
import { wrap } from './wrap.ts';

const gap = '   ';
const narrowestMeaning = 30;

/** Tables as a page for people: what a table is, and its columns one below the other. */
export function printSchema(
  terminal: Terminal,
  tables: readonly (SchemaTable & Partial<CountedTable>)[],
): void {
  const { bold, dim } = terminal.colors;
  const widths = widthsOf(tables.flatMap(({ columns }) => columns));
  for (const { name, kind, rows, meaning, columns } of tables) {
    terminal.print(
      `  ${bold(name)}${gap}${dim(rows === undefined ? kind : `${kind}, ${count(rows, 'row')}`)}`,
    );
    for (const line of wrap(meaning, terminal.width - 2)) terminal.print(`  ${line}`);
    terminal.print('');
    for (const column of columns) printColumn(terminal, column, widths);
    terminal.print('');
  }
}

interface Widths {
  readonly name: number;
  readonly type: number;
}

function widthsOf(columns: readonly SchemaColumn[]): Widths {
  const widest = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length));
  return { name: widest(columns.map(({ name }) => name)), type: widest(columns.map(({ type }) => type)) };
}

function printColumn({ print, colors, width }: Terminal, column: SchemaColumn, widths: Widths): void {
  const { meaning, references } = column;
  const name = column.name.padEnd(widths.name);
  const type = column.type.padEnd(widths.type);
  const key = column.key ? 'key' : '   ';
  const indent = `    ${name}${gap}${type}${gap}${key}${gap}`.length;
  const words = references === null ? meaning : `${meaning} →\u00a0${references}`;
  const [first = '', ...more] = wrap(words, Math.max(narrowestMeaning, width - indent));
  print(`    ${name}${gap}${colors.dim(type)}${gap}${key}${gap}${first}`);
  for (const line of more) print(`${' '.repeat(indent)}${line}`);
}
