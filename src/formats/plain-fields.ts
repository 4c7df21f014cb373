import type { StagingTable } from './columns.ts';

/** What a value has to look like for an engine's own reader to take it as `semantics.md` says. */
export type PlainKind = 'ignored' | 'text' | 'page' | 'integer' | 'bigint' | 'ts' | 'double';

/** A key of the source, and what it feeds. */
export interface PlainField {
  readonly key: string;
  readonly kind: PlainKind;
  /** Whether any text is taken as it is. */
  readonly isText: boolean;
  /** So many digits a whole number may have; 0 where another kind of value is expected. */
  readonly digits: number;
  /** One bit for each key that feeds a column; none for others. */
  readonly bit: number;
}

export interface PlainFields {
  of(key: string): PlainField;
  /** The bits of those without which a record is rejected: always, and of a play. */
  readonly required: number;
  readonly requiredOfPlay: number;
  /** Keys that were asked for and feed no column. */
  readonly unknown: ReadonlySet<string>;
  /** The columns of these bits. */
  columnsOf(bits: number): ReadonlySet<string>;
}

/** The fields of a table whose columns are each fed by a key of their own. */
export function plainFields(table: StagingTable): PlainFields {
  const fields = new Map<string, PlainField>();
  const unknown = new Set<string>();
  const bits = new Map<string, number>();
  for (const [index, { name, type, path }] of table.columns.entries()) {
    const key = String(path[0]);
    const kind = name === 'ts' || name === 'page' ? name : type;
    bits.set(name, 1 << index);
    fields.set(key, fieldOf(key, kind, 1 << index));
  }
  const required = table.required.reduce((all, name) => all | (bits.get(name) ?? 0), 0);
  return {
    unknown,
    required,
    requiredOfPlay: required | (table.dataSet === 'logs' ? (bits.get('user_id') ?? 0) : 0),
    of(key) {
      const field = fields.get(key) ?? fieldOf(key, 'ignored', 0);
      if (field.kind === 'ignored') unknown.add(key);
      fields.set(key, field);
      return field;
    },
    columnsOf: (wanted) => new Set([...bits].filter(([, bit]) => (wanted & bit) !== 0).map(([name]) => name)),
  };
}

const mostDigits: Partial<Record<PlainKind, number>> = { integer: 9, bigint: 18, ts: 15 };

function fieldOf(key: string, kind: PlainKind, bit: number): PlainField {
  return {
    key,
    kind,
    bit,
    digits: mostDigits[kind] ?? 0,
    isText: kind === 'text' || kind === 'page' || kind === 'ignored',
  };
}

/** Whether each column is fed by a key of its own, at the first level. */
export function hasPlainKeys({ columns, ignoresCase }: StagingTable): boolean {
  if (ignoresCase) return false;
  const keys = columns.flatMap(({ path }) => (path.length === 1 && typeof path[0] === 'string' ? path : []));
  return new Set(keys).size === columns.length;
}
