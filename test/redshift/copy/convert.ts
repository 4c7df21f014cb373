export interface Column {
  readonly name: string;
  /** PostgreSQL's name of the base type: `int4`, `varchar`, `timestamp` … */
  readonly type: string;
  /** Bytes that a VARCHAR or CHAR holds. */
  readonly length: number | undefined;
  readonly required: boolean;
}

/** One field that COPY does not take; the codes are those of [docs: r_Load_Error_Reference]. */
export class FieldProblem extends Error {
  readonly code: number;
  readonly position: number;
  constructor(code: number, message: string, position = 0) {
    super(message);
    this.code = code;
    this.position = position;
  }
}

/** The text that PostgreSQL is given for one field, by its JSON as it is written, or null; by the table of facts §1.2. */
export function convert(value: string | undefined, column: Column): string | null {
  const converted = value === undefined || value === 'null' ? null : convertValue(value, column);
  if (converted === null && column.required) {
    throw new FieldProblem(1213, 'Missing data for not-null field');
  }
  return converted;
}

function convertValue(value: string, column: Column): string | null {
  const text = textOf(value);
  const isText = value.startsWith('"');
  if (column.type === 'varchar' || column.type === 'text') {
    if (column.length === undefined || Buffer.byteLength(text) <= column.length) return text;
    throw new FieldProblem(1204, 'String length exceeds DDL length');
  }
  // "Empty strings for other data types, such as INT, are always loaded with NULL" [dg:copy-parameters-data-format]
  if (isText && text.trim() === '') return null;
  if (/^[{[]/.test(value))
    throw new FieldProblem(1207, `Invalid digit, Value '${text[0]}', Pos 0, Type: ${column.type}`);
  if (column.type === 'float8') return convertFloat(text);
  if (column.type in integerTypes)
    return convertInteger(text, !isText, column.type as keyof typeof integerTypes);
  throw new Error(`the stand-in does not COPY into ${column.type}`);
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The value as text: a string's characters, anything else as written (nested values with their braces). */
function textOf(value: string): string {
  try {
    const written = strictUtf8.decode(Buffer.from(value, 'latin1'));
    const text = value.startsWith('"') ? String(JSON.parse(written)) : written;
    if (text.isWellFormed() && !text.includes('\0')) return text;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw new FieldProblem(1220, 'String contains invalid or unsupported UTF8 codepoints.');
}

const integerTypes = {
  int4: { name: 'Integer', bits: 32n },
  int8: { name: 'Long', bits: 64n },
} as const;

/**
 * A number with a fraction of zero loads, as published projects show for `1540919166796.0` into BIGINT (UNCERTAIN,
 * facts §1.2); a quoted one and any other fraction fail with 1207. The product must not lean on either.
 */
function convertInteger(text: string, isNumber: boolean, type: keyof typeof integerTypes): string {
  const { name, bits } = integerTypes[type];
  const digits = isNumber ? text.replace(/\.0+$/, '') : text.trim();
  const wrong = /^-?\d*/.exec(digits)?.[0].length ?? 0;
  if (wrong < digits.length || digits === '-') {
    throw new FieldProblem(
      1207,
      `Invalid digit, Value '${digits[wrong] ?? '-'}', Pos ${wrong}, Type: ${name}`,
      wrong,
    );
  }
  const value = BigInt(digits);
  if (BigInt.asIntN(Number(bits), value) !== value) throw new FieldProblem(1222, `Overflow, Type: ${name}`);
  return digits;
}

const decimal = /^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

function convertFloat(text: string): string {
  if (!decimal.test(text.trim())) throw new FieldProblem(1208, 'Invalid FLOAT');
  if (!Number.isFinite(Number(text))) throw new FieldProblem(1204, 'FLOAT out of range');
  return text.trim();
}
