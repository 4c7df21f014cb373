import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventBlock } from '../../src/simulate/event-block.ts';
import { Merger } from '../../src/simulate/merge.ts';

interface Line {
  readonly time: number;
  readonly user: number;
  readonly begins: boolean;
}

/** Few times and few users, so that many lines are equal in time. */
const lines = fc.array(
  fc.record({
    time: fc.integer({ min: 0, max: 9 }),
    user: fc.integer({ min: 0, max: 7 }),
    begins: fc.boolean(),
  }),
  { maxLength: 60 },
);

/** The lines of the users whose number leaves `part`, as a partition writes them. */
function blockOf(all: readonly Line[], part: number, parts: number): EventBlock {
  const own = all
    .filter(({ user }) => user % parts === part)
    .sort((a, b) => a.time - b.time || a.user - b.user);
  return {
    count: own.length,
    times: Float64Array.from(own, ({ time }) => time),
    users: Int32Array.from(own, ({ user, begins }) => (begins ? ~user : user)),
    splits: new Int32Array(own.length),
    ends: new Int32Array(own.length),
    bytes: new Uint8Array(0),
  };
}

async function merge(all: readonly Line[], parts: number): Promise<string[]> {
  const merged: string[] = [];
  const sink = {
    write(block: EventBlock, line: number, session: number) {
      const mark = block.users[line] ?? 0;
      merged.push(`${block.times[line]} ${mark < 0 ? ~mark : mark} ${session}`);
      return undefined;
    },
  };
  const merger = new Merger(sink, 1, new Int32Array(0));
  await merger.merge(Array.from({ length: parts }, (_, part) => blockOf(all, part, parts)));
  return merged;
}

test('lines come in order of time and user, with the same sessions, however the users are shared out', async () => {
  await fc.assert(
    fc.asyncProperty(lines, fc.integer({ min: 2, max: 5 }), async (all, parts) => {
      const alone = await merge(all, 1);
      expect(await merge(all, parts)).toEqual(alone);
      const order = alone.map((line) => line.split(' ').map(Number));
      const sorted = order.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0));
      expect(order).toEqual(sorted);
    }),
  );
});
