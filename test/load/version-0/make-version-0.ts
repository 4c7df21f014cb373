import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../../../src/warehouse/connect.ts';
import type { FreshWarehouse } from '../../engines.ts';

/**
 * Makes a warehouse as the commit before migrations (7c3eec3) left it: its tables, and the rows that it wrote of the
 * files of `source.ts` below a folder.
 */
export async function makeVersionZero({ at }: Pick<FreshWarehouse, 'at'>, root: string): Promise<void> {
  await using warehouse = await connect(at.warehouse, at);
  for (const file of [`${warehouse.engine}.sql`, 'rows.sql']) {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8').replaceAll('$ROOT', root);
    for (const statement of text.split(/;[ \t]*\n/)) {
      if (statement.replace(/^--.*$/gm, '').trim() !== '') await warehouse.run(statement);
    }
  }
}
