import { expect, test } from 'vitest';
import { proposeJsonPaths } from '../../src/preview/propose-json-paths.ts';
import { event } from '../reference/examples.ts';
import { loadReference } from '../reference/reference.ts';
import { dataFile, lines, sourceFolder } from '../source-folder.ts';

/** The same event with its keys written otherwise. */
function renamed(rename: (key: string) => string): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(JSON.parse(event())).map(([key, value]) => [rename(key), value])),
  );
}

const underscored = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const newer: Readonly<Record<string, string>> = { length: 'duration', location: 'city' };

test.each([
  ['in lower case', renamed((key) => key.toLowerCase())],
  ['with underscores', renamed(underscored)],
  ['as newer versions of eventsim do', renamed((key) => newer[key] ?? key)],
])('logs that name their keys %s are mapped by the JSONPaths file that preview prints', async (_, line) => {
  const logs = dataFile('logs', 'e.json', lines([line]));
  using source = sourceFolder([logs]);
  const jsonpaths = await proposeJsonPaths('logs', { data: source.path });
  const usual = loadReference([dataFile('logs', 'e.json', lines([event()]))]);
  expect(loadReference([logs], { jsonpaths }).stagingEvents).toEqual(usual.stagingEvents);
});
