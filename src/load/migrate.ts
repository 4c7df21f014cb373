import { commentStatement, comments } from '../schema/comments.ts';
import { packageVersion } from '../version.ts';
import { readComments } from '../warehouse/comments.ts';
import { currentVersion, listMigrations } from '../warehouse/migrations.ts';
import { requireNotNewer } from '../warehouse/schema-version.ts';
import type { LoadableWarehouse, Warehouse } from '../warehouse/warehouse.ts';
import { countToReadAgain } from './manifest/files.ts';
import type { Upgrade } from './report.ts';
import { timestamp } from './timestamp.ts';

/**
 * Brings the tables of an older version up to date, within the transaction of the caller.
 *
 * @param from the version of the tables
 * @returns nothing if they are those of this version
 * @throws {UsageError} if a newer version made them, or something of a user keeps a table from being replaced
 */
export async function migrate(
  warehouse: LoadableWarehouse,
  from: number,
  now: Date,
): Promise<Upgrade | undefined> {
  requireNotNewer(from, warehouse.location);
  const pending = listMigrations(warehouse.engine).filter(({ version }) => version > from);
  if (pending.length === 0) return undefined;
  const replaced = [...new Set(pending.flatMap(({ replaces }) => replaces))];
  const restoring = await warehouse.rightsOf(replaced);
  const before = await readComments(warehouse);
  for (const { version, name, statements } of pending) {
    for (const statement of statements) await warehouse.run(statement, { now: now.getTime() });
    await recordMigration(warehouse, { version, name });
  }
  await warehouse.runAll(restoring);
  await restoreComments(warehouse, before);
  return { from, to: currentVersion(), files_to_read_again: await countToReadAgain(warehouse) };
}

async function recordMigration(
  warehouse: Warehouse,
  { version, name }: { readonly version: number; readonly name: string },
): Promise<void> {
  await warehouse.run(
    `insert into etl.migrations (version, name, applied_at, applied_by)
    values (cast($version as integer), $name, cast($applied_at as timestamp), $applied_by)`,
    { version, name, applied_at: timestamp(new Date()), applied_by: packageVersion() },
  );
}

/** Gives new tables and columns their comments: those that the replaced ones had, or what they mean. */
async function restoreComments(warehouse: Warehouse, before: ReadonlyMap<string, string>): Promise<void> {
  const now = await readComments(warehouse);
  const missing = comments().filter(({ name }) => !now.has(name));
  await warehouse.runAll(
    missing.map((comment) =>
      commentStatement({ ...comment, text: before.get(comment.name) ?? comment.text }),
    ),
  );
}
