import type { Warehouse } from '../warehouse/warehouse.ts';

/** A warehouse that is held only while somebody uses it. */
export interface Lease {
  /** Opens the warehouse, or joins those who have it open; the last one to end closes it. */
  use<T>(work: (warehouse: Warehouse) => Promise<T>): Promise<T>;
}

/**
 * Shares one open warehouse among requests. Never two at once: DuckDB's lock on a file is the process's, and closing
 * one would give up the other's as well (https://www.man7.org/linux/man-pages/man2/F_SETLK.2const.html).
 */
export function leaseOf(open: () => Promise<Warehouse>): Lease {
  let users = 0;
  let opened: Promise<Warehouse> | undefined;
  let closing: Promise<void> = Promise.resolve();

  async function leave(warehouse: Warehouse | undefined): Promise<void> {
    users--;
    if (users > 0) return;
    opened = undefined;
    if (warehouse !== undefined) closing = Promise.resolve(warehouse[Symbol.asyncDispose]());
    await closing;
  }

  return {
    async use(work) {
      users++;
      opened ??= closing.then(open);
      let warehouse: Warehouse | undefined;
      try {
        warehouse = await opened;
        return await work(warehouse);
      } finally {
        await leave(warehouse);
      }
    },
  };
}
