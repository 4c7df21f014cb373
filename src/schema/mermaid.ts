import { starTables } from './star-tables.ts';
import type { SchemaColumn, SchemaTable } from './table.ts';

/** The star, and the tables of a project folder, as an entity relationship diagram of Mermaid (https://mermaid.js.org/syntax/entityRelationshipDiagram.html). */
export function drawMermaid(tables: readonly SchemaTable[]): string {
  const star = tables.filter(({ kind }) => kind === 'fact' || kind === 'dimension' || kind === 'own');
  return [
    'erDiagram',
    ...star.flatMap(({ name, columns }) => [`  ${name} {`, ...columns.map(attribute), '  }']),
    ...star.flatMap((table) => relations(table, star)),
  ].join('\n');
}

/** A type is one word there, and a comment has no quotes. */
function attribute({ name, type, meaning, key, references }: SchemaColumn): string {
  const keys = [key && 'PK', references !== null && 'FK'].filter(Boolean).join(', ');
  return `    ${type.replaceAll(' ', '_')} ${name}${keys && ` ${keys}`} "${meaning.replaceAll('"', "'")}"`;
}

/** Each column that names a row of another table, which may be missing if that is optional. */
function relations(from: SchemaTable, star: readonly SchemaTable[]): readonly string[] {
  return from.columns.flatMap(({ name, references }) => {
    const to = star.find((table) => references?.startsWith(`${table.name}.`));
    if (to === undefined) return [];
    return [`  ${to.name} ${isOptional(from.name, name) ? '|o' : '||'}--o{ ${from.name} : ${name}`];
  });
}

function isOptional(table: string, column: string): boolean {
  const columns = starTables.find(({ name }) => name === table)?.columns ?? [];
  return columns.find(({ name }) => name === column)?.isOptional ?? false;
}
