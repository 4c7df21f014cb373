import { type Drawing, svg } from './drawing.ts';
import type { SchemaTable } from './table.ts';

const width = 190;
const rowHeight = 18;
const headHeight = 44;

/** A table of the star, and what its box says below the name. */
export interface StarTable extends SchemaTable {
  readonly caption: string;
}

interface Box {
  readonly table: StarTable;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** Draws the fact in the middle, its dimensions at both sides, and the tables of a project folder at the right. */
export function starDiagram(tables: readonly StarTable[]): Drawing {
  const fact = tables.find(({ kind }) => kind === 'fact');
  if (fact === undefined) return svg('svg', {});
  const dimensions = dimensionsOf(fact, tables);
  const right = dimensions.filter((table) => isLinked(table, dimensions));
  const left = dimensions.filter((table) => !right.includes(table));
  const own = tables.filter(({ kind }) => kind === 'own');
  const columns = [left, [fact], right, ...(own.length > 0 ? [own] : [])].map((column, index) =>
    stack(column, 10 + index * (width + 110)),
  );
  const height = Math.max(...columns.map(heightOf));
  const boxes = columns.flatMap((column) => {
    const down = (height - heightOf(column)) / 2;
    return column.map((box) => ({ ...box, y: box.y + down }));
  });
  const total = columns.length * width + (columns.length - 1) * 110 + 50;
  return svg(
    'svg',
    {
      viewBox: `0 0 ${total} ${height + 10}`,
      role: 'img',
      'aria-label': describe(fact, dimensions),
      class: 'star',
      width: String(total),
    },
    ...boxes.flatMap((box) => edges(box, boxes)),
    ...boxes.map(drawBox),
  );
}

/** In the order in which the fact names them, so that its lines do not cross. */
function dimensionsOf(fact: StarTable, tables: readonly StarTable[]): readonly StarTable[] {
  const place = ({ name }: StarTable) =>
    fact.columns.findIndex(({ references }) => references?.startsWith(`${name}.`));
  return tables.filter(({ kind }) => kind === 'dimension').sort((a, b) => place(a) - place(b));
}

/** Dimensions that name each other are on one side, so that no line crosses the fact. */
function isLinked(table: StarTable, others: readonly StarTable[]): boolean {
  const names = (from: StarTable, to: StarTable) =>
    from.columns.some(({ references }) => references?.startsWith(`${to.name}.`));
  return others.some((other) => other !== table && (names(table, other) || names(other, table)));
}

function stack(tables: readonly StarTable[], x: number): Box[] {
  let y = 5;
  return tables.map((table) => {
    const box = { table, x, y, height: headHeight + table.columns.length * rowHeight + 8 };
    y += box.height + 26;
    return box;
  });
}

function heightOf(boxes: readonly Box[]): number {
  const last = boxes.at(-1);
  return last === undefined ? 0 : last.y + last.height;
}

function drawBox({ table, x, y, height }: Box): Drawing {
  return svg(
    'g',
    { class: `box ${table.kind}` },
    svg('rect', { x, y, width, height, rx: 8 }),
    svg('text', { x: x + 12, y: y + 20, class: 'name' }, table.name),
    svg('text', { x: x + 12, y: y + 35, class: 'rows' }, table.caption),
    ...table.columns.map(({ name, type, key }, index) =>
      svg(
        'g',
        { class: key ? 'key' : undefined },
        svg('text', { x: x + 12, y: columnY(y, index) + 4 }, name),
        svg(
          'text',
          { x: x + width - 12, y: columnY(y, index) + 4, class: 'type', 'text-anchor': 'end' },
          type,
        ),
      ),
    ),
  );
}

function columnY(top: number, index: number): number {
  return top + headHeight + index * rowHeight + rowHeight / 2;
}

/** A line from each column that names a row of another table in the star. */
function edges(from: Box, boxes: readonly Box[]): readonly Drawing[] {
  return from.table.columns.flatMap(({ references }, index) => {
    const to = boxes.find(({ table }) => references?.startsWith(`${table.name}.`));
    if (references === null || to === undefined || to === from) return [];
    const target = to.table.columns.findIndex(({ name }) => references.endsWith(`.${name}`));
    const [startY, endY] = [columnY(from.y, index), columnY(to.y, Math.max(0, target))];
    return [svg('path', { class: 'edge', d: curve(from.x, startY, to.x, endY) })];
  });
}

function curve(fromX: number, fromY: number, toX: number, toY: number): string {
  if (fromX === toX) {
    const [side, out] = [fromX + width, fromX + width + 34];
    return `M${side},${fromY} C${out},${fromY} ${out},${toY} ${side},${toY}`;
  }
  const [start, end] = fromX < toX ? [fromX + width, toX] : [fromX, toX + width];
  const bend = (end - start) / 2;
  return `M${start},${fromY} C${start + bend},${fromY} ${end - bend},${toY} ${end},${toY}`;
}

function describe(fact: StarTable, dimensions: readonly StarTable[]): string {
  const names = dimensions.map(({ name, caption }) => `${name} (${caption})`);
  return `Star schema: the fact ${fact.name} (${fact.caption}) with the dimensions ${names.join(', ')}`;
}
