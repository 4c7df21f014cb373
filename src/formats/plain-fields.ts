import type { StagingTable } from './columns.ts';

/** What a value has to look like for an engine's own reader to take it as `semantics.md` says. */
export type PlainKind = 'ignored' | 'text' | 'page' | 'whole' | 'ts' | 'double';

/** What a key of the source feeds. */
export interface PlainField {
  readonly kind: PlainKind;
  /** The most digits of a whole number; 0 where another kind of value is expected. */
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

const ignored: PlainField = { kind: 'ignored', digits: 0, bit: 0 };

/** The fields of a table whose columns are each fed by a key of their own. */
export function plainFields(table: StagingTable): PlainFields {
  const fields = new Map<string, PlainField>();
  const unknown = new Set<string>();
  const bits = new Map<string, number>();
  for (const [index, column] of table.columns.entries()) {
    bits.set(column.name, 1 << index);
    fields.set(String(column.path[0]), { ...kindOf(column), bit: 1 << index });
  }
  const required = table.required.reduce((all, name) => all | (bits.get(name) ?? 0), 0);
  return {
    unknown,
    required,
    requiredOfPlay: required | (table.dataSet === 'logs' ? (bits.get('user_id') ?? 0) : 0),
    of(key) {
      const field = fields.get(key);
      if (field === undefined) unknown.add(key);
      return field ?? ignored;
    },
    columnsOf: (wanted) => new Set([...bits].filter(([, bit]) => (wanted & bit) !== 0).map(([name]) => name)),
  };
}

function kindOf({ name, type }: StagingTable['columns'][number]): Omit<PlainField, 'bit'> {
  if (name === 'ts') return { kind: 'ts', digits: 15 };
  if (name === 'page') return { kind: 'page', digits: 0 };
  if (type === 'integer') return { kind: 'whole', digits: 9 };
  if (type === 'bigint') return { kind: 'whole', digits: 18 };
  return { kind: type, digits: 0 };
}

/** Whether each column is fed by a key of its own, at the first level. */
export function hasPlainKeys({ columns, ignoresCase }: StagingTable): boolean {
  if (ignoresCase) return false;
  const keys = columns.flatMap(({ path }) => (path.length === 1 && typeof path[0] === 'string' ? path : []));
  return new Set(keys).size === columns.length;
}
