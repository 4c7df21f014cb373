import { expect, test } from 'vitest';
import { leaseOf } from '../../src/dashboard/lease.ts';
import { publishedIn } from '../../src/dashboard/published.ts';
import { connect } from '../../src/warehouse/connect.ts';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import type { Warehouse } from '../../src/warehouse/warehouse.ts';
import { loadedPipeline } from '../pipeline.ts';
import { smallSource } from '../source-folder.ts';
import { type FreshRedshift, freshRedshift } from './fresh-redshift.ts';

const countPlays = async (warehouse: Warehouse) =>
  (await warehouse.query('select count(*) as plays from songplays')).rows[0]?.plays;

test('an answer that was begun before a run was published is not given for that run', async () => {
  await using redshift = await loadedPipeline({ fresh: freshRedshift }, smallSource);
  const published = publishedIn(leaseOf(() => openWarehouse('redshift', redshift.at)));
  const [began, goesOn] = [gate(), gate()];
  const slow = published.answerAside('plays', async (warehouse) => {
    const plays = await countPlays(warehouse);
    began.open();
    await goesOn.opened;
    return plays;
  });
  await began.opened;
  await publishAnother(redshift);
  expect(await published.answer('run', async (_, { run }) => run?.run_id)).toBe(2);
  goesOn.open();
  expect(await slow).toBe(3);
  for (const again of [published.answerAside, published.answer])
    expect(await again('plays', countPlays)).toBe(2);
});

/** What a run leaves, as far as the dashboard looks: another run, other plays. */
async function publishAnother({ at }: Pick<FreshRedshift, 'at'>): Promise<void> {
  await using warehouse = await connect(at.warehouse, at);
  await warehouse.transaction(async () => {
    await warehouse.run('delete from songplays where user_id = 8');
    await warehouse.run('update etl.runs set run_id = run_id + 1');
  });
}

function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
