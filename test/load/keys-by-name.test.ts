import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { preview } from '../../src/preview/preview.ts';
import { engines } from '../engines.ts';
import { openPipeline } from '../pipeline.ts';
import { event, song } from '../reference/examples.ts';
import { dataFile, lines, sourceFolder } from '../source-folder.ts';

/** The same record with its keys in capitals, and then in small letters. */
function inCapitals(record: string): string {
  const members = Object.entries(JSON.parse(record) as Record<string, unknown>);
  return JSON.stringify(Object.fromEntries(members.map(([key, value]) => [key.toUpperCase(), value])));
}
function inSmallLetters(record: string): string {
  const members = Object.entries(JSON.parse(record) as Record<string, unknown>);
  return JSON.stringify(Object.fromEntries(members.map(([key, value]) => [key.toLowerCase(), value])));
}

const events = [event(), event({ ts: 1541106106797, sessionId: 7 }), event({ userId: '9', page: 'Home' })];

for (const engine of engines) {
  describe(`LOG_JSONPATH on ${engine.name}`, () => {
    test('"auto ignorecase" takes keys in any case, also of large files', async () => {
      const [first = '', second = '', third = ''] = events;
      // Above 1 MiB the engine would read the file itself, by exact keys.
      const padding = event({ ts: 1541106106800, userAgent: 'x'.repeat(1 << 21) });
      const names = ['mixed.json', 'large.json'] as const;
      const written = [[first, inCapitals(second), inSmallLetters(third)], [inCapitals(padding)]] as const;
      const meant = [events, [padding]] as const;
      await using pipeline = await openPipeline(engine, [
        ...names.map((name, index) => dataFile('logs', name, lines(written[index] ?? []))),
        dataFile('songs', 'a.json', inCapitals(song())),
      ]);
      const report = await pipeline.etl({
        ...{ logJsonpath: 'auto ignorecase', songJsonpath: 'AUTO IGNORECASE' },
        maxRejected: engine.holdsAnyText ? { records: 0 } : { share: 1 },
      });
      expect(report.unknown_keys).toEqual({ logs: [], songs: [] });
      if (!engine.holdsAnyText) return expect(report.records).toMatchObject({ staged: 4, rejected: 1 });
      const files = [
        ...names.map((name, index) => dataFile('logs', name, lines(meant[index] ?? []))),
        dataFile('songs', 'a.json', song()),
      ];
      await pipeline.expectTables(files);
    });
  });
}

test('"auto" takes keys by their names, whatever file of paths lies beside the data', async () => {
  using source = sourceFolder([dataFile('logs', 'a.json', lines(events))]);
  writeFileSync(join(source.path, 'log_json_path.json'), '{"jsonpaths": []}');
  await expect(preview('logs', { data: source.path })).rejects.toThrow('should hold 18 paths');
  const { rows } = await preview('logs', { data: source.path, logJsonpath: 'auto' });
  expect(rows).toHaveLength(3);
  using capitals = sourceFolder([dataFile('logs', 'a.json', inCapitals(event()))]);
  const strict = await preview('logs', { data: capitals.path, logJsonpath: 'auto' });
  expect([strict.rows.length, strict.rejected.length]).toEqual([0, 1]);
});
