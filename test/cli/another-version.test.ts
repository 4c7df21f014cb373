import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '../../src/warehouse/connect.ts';
import { smallSource, sourceFolder } from '../source-folder.ts';
import { sparkify } from './sparkify.ts';

test.each([
  ['a table', 'drop table etl.checks'],
  ['a column', 'alter table etl.runs drop column attempt_id'],
])(
  'a run on tables that somebody changed, which lack %s, fails with the command that makes them again',
  async (_, change) => {
    using source = sourceFolder(smallSource);
    const run = (...args: string[]) => sparkify(args, { cwd: source.path });
    await run('etl', '--data', '.');
    {
      await using warehouse = await connect(join(source.path, 'sparkify.duckdb'));
      await warehouse.run(change);
    }
    source.write([{ location: 'song_data/A/A/A/TRAAB.json', bytes: '' }]);
    const { code, stderr } = await run('etl', '--data', '.');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(
        /^error {2}The tables of this warehouse are not those of sparkify \d.*sparkify create-tables\n.* sparkify etl --data \.\n/s,
      ),
    });
    expect(await run('create-tables', '--yes')).toMatchObject({ code: 0 });
    expect(await run('etl', '--data', '.')).toMatchObject({ code: 0 });
    expect(await run('check')).toMatchObject({ code: 0 });
  },
);
