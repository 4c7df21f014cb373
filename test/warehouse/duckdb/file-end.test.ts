import { expect, test } from 'vitest';
import { duckdb } from '../../engines.ts';
import { openPipeline } from '../../pipeline.ts';
import { event } from '../../reference/examples.ts';
import { dataFile } from '../../source-folder.ts';

/** DuckDB's threads read a file in pieces: docs/decisions/two-readers.md. */
const piece = 16 * 1024 * 1024 - 4;
const last = event({ itemInSession: 1000 });

/** Plain records, without an end of the last line, that have so many bytes. */
function recordsOf(bytes: number, lastLine = last): string {
  const lines: string[] = [];
  let left = bytes - lastLine.length;
  for (let itemInSession = 0; left > 0; itemInSession++) {
    const bare = event({ itemInSession, padding: '' });
    const most = left > 800_000 ? 400_000 : left;
    lines.push(event({ itemInSession, padding: 'x'.repeat(most - bare.length - 1) }));
    left -= most;
  }
  return [...lines, lastLine].join('\n');
}

// Seen with several threads alone, as a test has that is run by itself.
test.each([
  ['ends a byte behind a piece', piece + 1, '', 'validated'],
  ['begins a byte before the end of a piece', piece + last.length - 1, '', 'validated'],
  ['lies across the end of the second piece', 2 * piece + 100, '', 'validated'],
  ['lies across the end of a piece, and its line ends', piece + 100, '\n', 'native_read'],
  ['ends well before a piece', piece - 1000, '', 'native_read'],
  ['begins well behind a piece', piece + 1000, '', 'native_read'],
])('the last record of a large file that %s is loaded', async (_, bytes, end, loadedBy) => {
  const records = recordsOf(bytes);
  expect(records).toHaveLength(bytes);
  await using pipeline = await openPipeline(duckdb, [dataFile('logs', 'large.json', records + end)]);
  const report = await pipeline.etl();
  expect(report.loaded_by).toEqual({ [loadedBy]: 1 });
  expect(report.tables.staging_events).toBe(records.split('\n').length);
});
