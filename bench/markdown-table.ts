/** A table of Markdown, as the formatter has it: columns are aligned, those of figures to the right. */
export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const columns = heads.map((head, column) => {
    const cells = rows.map((row) => row[column] ?? '');
    const width = Math.max(3, head.length, ...cells.map((cell) => cell.length));
    const isRight = column > 0 && cells.every((cell) => figure.test(cell));
    return {
      fill: (cell: string) => (isRight ? cell.padStart(width) : cell.padEnd(width)),
      rule: isRight ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
    };
  });
  const line = (cells: readonly string[]) =>
    `| ${columns.map(({ fill }, column) => fill(cells[column] ?? '')).join(' | ')} |`;
  return [line(heads), line(columns.map(({ rule }) => rule)), ...rows.map(line)].join('\n');
}

/** A number with its unit, a limit, or why there is none. */
const figure = /^(?:(?:more than )?[\d.,]+ |$|unknown|not )/;
