import type { StagingTable } from './columns.ts';

/**
 * Returns the table with the keys as a record writes them, compared without regard to case, as COPY's
 * `auto ignorecase` does. Records with the same keys get the same table.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-format.html#copy-json
 */
export function keysIgnoringCase(table: StagingTable): (record: object) => StagingTable {
  const known = new Map<string, StagingTable>();
  return (record) => {
    const keys = Object.keys(record);
    const signature = JSON.stringify(keys);
    const fitted = known.get(signature) ?? withKeys(table, keys);
    if (known.size < mostSignatures) known.set(signature, fitted);
    return fitted;
  };
}

/** Records of one program have a handful of shapes; more are not kept. */
const mostSignatures = 1000;

function withKeys(table: StagingTable, keys: readonly string[]): StagingTable {
  const written = new Map(keys.map((key) => [key.toLowerCase(), key]));
  const columns = table.columns.map((column) => {
    const [key, ...rest] = column.path;
    const found = written.get(String(key).toLowerCase());
    return found === undefined ? column : { ...column, path: [found, ...rest] };
  });
  return { ...table, columns };
}
