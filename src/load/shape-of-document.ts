import type { StagingTable } from '../formats/columns.ts';
import type { JsonObject } from '../formats/frame.ts';
import type { Diagnosis } from '../formats/what-it-is.ts';

/** How a document that is no record itself holds records, and the command that writes these, if it does. */
export function shapeOfDocument(document: JsonObject, table: StagingTable): Diagnosis | undefined {
  const filter = filterOf(document, (value) => isObject(value) && lacksOf(value, table).length === 0, 3);
  if (filter !== undefined)
    return {
      problem: describe(filter),
      hint: `Write a record a line, and move the file out of the folder: jq -c '.${filter}' FILE > NEW.json`,
    };
  if (!isByColumns(document, table) && !isSplit(document, table)) return undefined;
  return {
    problem: 'is written by columns, as pandas does by default',
    hint: "Write it by records: df.to_json('NEW.json', orient='records', lines=True)",
  };
}

/** The keys that every record needs, and this one has not. */
export function lacksOf(object: JsonObject, table: StagingTable): readonly string[] {
  return keysNeeded(table).filter((key) => !Object.hasOwn(object, key));
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keysNeeded({ columns, required }: StagingTable): readonly string[] {
  return columns.filter(({ name }) => required.includes(name)).map(({ path }) => String(path[0]));
}

/** The filter of jq that selects the records in a value: `["data"]["events"][]`, `["event"]`, or `[]` for all members. */
function filterOf(value: unknown, isRecord: (value: unknown) => boolean, levels: number): string | undefined {
  if (Array.isArray(value)) return isRecord(value[0]) ? '[]' : undefined;
  if (!isObject(value) || levels === 0) return undefined;
  const members = Object.entries(value);
  if (members.length > 1 && members.every(([, member]) => isRecord(member))) return '[]';
  for (const [key, member] of members) {
    const rest = isRecord(member) ? '' : filterOf(member, isRecord, levels - 1);
    if (rest !== undefined) return `[${quotedInJq(key)}]${rest}`;
  }
  return undefined;
}

/** A key in a filter of jq, within quotes of the shell, which an apostrophe would end. */
const quotedInJq = (key: string): string => JSON.stringify(key).replaceAll("'", '\\u0027');

/** The value at a key of a record, as jq writes it: `.["user_id"]`. */
export const inJq = (key: string): string => `.[${quotedInJq(key)}]`;

function describe(filter: string): string {
  if (filter === '[]') return 'holds its records as the members of one object';
  const keys = filter.replace(/\[\]$/, '').slice(1, -1).replaceAll('"]["', '"."');
  return filter.endsWith('[]')
    ? `holds its records in an array, at the key ${keys}`
    : `holds a record at the key ${keys}`;
}

/** What pandas writes by default, `{"ts":{"0":…,"1":…},…}`, or as lists. */
function isByColumns(document: JsonObject, table: StagingTable): boolean {
  const isColumn = (value: unknown) =>
    Array.isArray(value) || (isObject(value) && Object.keys(value).every((index) => /^\d+$/.test(index)));
  return keysNeeded(table).every((key) => isColumn(document[key]));
}

/** `orient='split'`: the names in one list, the values in others. */
function isSplit({ columns, data }: JsonObject, table: StagingTable): boolean {
  return (
    Array.isArray(columns) && Array.isArray(data) && keysNeeded(table).every((key) => columns.includes(key))
  );
}
