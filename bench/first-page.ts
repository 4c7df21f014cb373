import { createDashboard } from '../src/dashboard/dashboard.ts';
import { openWarehouse } from '../src/warehouse/open-warehouse.ts';

// Prints how long a dashboard computes after its start until it has every answer of the first page in memory:
// npx tsx bench/first-page.ts sparkify.duckdb

const [file = 'sparkify.duckdb'] = process.argv.slice(2);
const startedAt = performance.now();
const before = process.cpuUsage();

createDashboard({
  firstPageAhead: new AbortController().signal,
  async openWarehouse() {
    const warehouse = await openWarehouse(file, { memoryMebibytes: 2048 });
    return {
      ...warehouse,
      async [Symbol.asyncDispose]() {
        await warehouse[Symbol.asyncDispose]();
        report(); // it is closed as soon as the last answer is there
      },
    };
  },
});

function report(): void {
  const { user, system } = process.cpuUsage(before);
  const cpuSeconds = (user + system) / 1_000_000;
  const seconds = (performance.now() - startedAt) / 1000;
  process.stdout.write(`${cpuSeconds.toFixed(2)} CPU seconds, ${seconds.toFixed(2)} s by the clock\n`);
}
