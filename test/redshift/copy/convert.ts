import type { CopyStatement } from './copy-statement.ts';
import type { Json } from './json-records.ts';

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

/** The text that PostgreSQL is given for one field, or null; by the table of facts §1.2. */
export function convert(value: Json | undefined, column: Column, options: CopyStatement): string | null {
  const converted =
    value === undefined || value.kind === 'null' ? null : convertValue(value, column, options);
  if (converted === null && column.required) {
    throw new FieldProblem(1213, 'Missing data for not-null field');
  }
  return converted;
}

function convertValue(value: Json, column: Column, options: CopyStatement): string | null {
  const text = textOf(value, options);
  if (column.type === 'varchar' || column.type === 'text' || column.type === 'bpchar') {
    return convertText(text, column, options);
  }
  // "Empty strings for other data types, such as INT, are always loaded with NULL" [dg:copy-parameters-data-format]
  if (value.kind === 'string' && text.trim() === '') return null;
  const nested = value.kind === 'object' || value.kind === 'array';
  if (nested) throw new FieldProblem(1207, `Invalid digit, Value '${text[0]}', Pos 0, Type: ${column.type}`);
  switch (column.type) {
    case 'int2':
    case 'int4':
    case 'int8':
      return convertInteger(text, value.kind === 'number', column.type);
    case 'float4':
    case 'float8':
      return convertFloat(text);
    case 'numeric':
      if (!decimal.test(text)) throw new FieldProblem(1209, 'Invalid DECIMAL');
      return text;
    case 'bool':
      if (!/^(t|f|true|false|y|n|yes|no|0|1)$/i.test(text)) throw new FieldProblem(1210, 'Invalid BOOLEAN');
      return text;
    case 'timestamp':
    case 'timestamptz':
      return convertTimestamp(text, options.timeFormat);
    case 'date':
      if (!/^\d{4}-\d\d-\d\d/.test(text)) throw new FieldProblem(1205, 'Invalid Date Format');
      return text.slice(0, 10);
    default:
      throw new Error(`the stand-in does not COPY into ${column.type}`);
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The value as text: a string's characters, anything else as written (nested values with their braces). */
function textOf(value: Json, { acceptInvalid }: CopyStatement): string {
  const bytes = value.kind === 'string' ? value.bytes : Buffer.from(value.raw, 'latin1');
  try {
    const text = strictUtf8.decode(bytes);
    if (!text.includes('\0')) return text;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  if (acceptInvalid === undefined) {
    throw new FieldProblem(1220, 'String contains invalid or unsupported UTF8 codepoints.');
  }
  return bytes.toString().replace(/[\uFFFD\0]/g, acceptInvalid);
}

function convertText(original: string, column: Column, options: CopyStatement): string | null {
  const text = options.trimBlanks ? original.replace(/ +$/, '') : original;
  if (options.emptyAsNull && text === '') return null;
  if (options.blanksAsNull && text !== '' && text.trim() === '') return null;
  if (column.type === 'bpchar' && Buffer.byteLength(text) !== text.length) {
    throw new FieldProblem(1215, 'CHAR string contains invalid ASCII char');
  }
  if (column.length === undefined || Buffer.byteLength(text) <= column.length) return text;
  if (!options.truncateColumns) throw new FieldProblem(1204, 'String length exceeds DDL length');
  return firstBytes(text, column.length);
}

/** The longest start of a text that fits, cut between characters. */
function firstBytes(text: string, length: number): string {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > length) break;
    kept += character;
  }
  return kept;
}

const integerTypes = {
  int2: { name: 'Short', bits: 16n },
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

/** [dg:r_DATEFORMAT_and_TIMEFORMAT_strings]; 'auto' takes no epoch [dg:automatic-recognition]. */
function convertTimestamp(text: string, format: string | undefined): string {
  const invalid = new FieldProblem(1206, 'Invalid timestamp format or value [YYYY-MM-DD HH24:MI:SS]');
  if (format === 'epochsecs' || format === 'epochmillisecs') {
    if (!/^-?\d+(\.\d*)?$/.test(text)) throw invalid;
    const milliseconds = Number(text) * (format === 'epochsecs' ? 1000 : 1);
    return new Date(milliseconds).toISOString().replace('T', ' ').replace('Z', '');
  }
  const separator = format === 'auto' ? '[ T]' : ' ';
  if (!new RegExp(`^\\d{4}-\\d\\d-\\d\\d${separator}\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?$`).test(text))
    throw invalid;
  return text;
}
