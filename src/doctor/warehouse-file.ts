import { NothingPublishedError } from '../errors.ts';
import { openWarehouse } from '../warehouse/open-warehouse.ts';
import { type Finding, finding, ok, skipped } from './finding.ts';

/** Whether a warehouse on this machine can be read. One that does not exist yet is made by `etl`. */
export function testFile(location: string): Promise<Finding> {
  const name = 'warehouse';
  return finding(
    name,
    async () => {
      try {
        await using _ = await openWarehouse(location, { lockTimeoutSeconds: 1 });
        return ok(name, `${location} can be read`);
      } catch (error) {
        if (error instanceof NothingPublishedError) return skipped(name, error.message);
        throw error;
      }
    },
    (error) => (error instanceof Error ? error : new Error(String(error))),
  );
}
