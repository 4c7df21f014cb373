import type { EtlReport } from '../../load/report.ts';
import { loadOneFile, putOneFile } from '../load-one-file.ts';
import { endsWithin, makeTable, wordsOf } from '../observe.ts';
import type { Point, Trial } from '../point.ts';

const isolationPage = 'dg/c_serial_isolation';

/** Two runs, or two transactions, at the same time. */
export const twoRunsPoints: readonly Point[] = [
  {
    id: 'two-runs',
    question:
      'two incremental runs at once, of a new file: one loads it, the other waits and has nothing new',
    page: isolationPage,
    statement: 'twice at once: sparkify etl',
    expected: 'published and up-to-date',
    limit: 5 * 60_000,
    async run(trial) {
      const data = await putOneFile(trial, `two-runs-${trial.transport}`);
      return statuses(await Promise.allSettled([loadOneFile(trial, data), loadOneFile(trial, data)]));
    },
  },
  {
    id: 'snapshot-by-default',
    question:
      'the default isolation, seen by what it allows: two transactions that read what the other writes are both committed',
    page: isolationPage,
    statement:
      'a: select count(*) from verify_b; insert into verify_a; b: the same the other way round; both commit',
    expected: 'both are committed',
    over: 'once',
    run: writeSkew,
  },
  {
    id: 'two-runs-serializable',
    question: 'the same in a database that is SERIALIZABLE, where Redshift may end one of them with 1023',
    page: 'dg/r_CREATE_DATABASE',
    statement:
      'create database verify_serializable isolation level serializable; twice at once: sparkify etl',
    expected: 'published and up-to-date',
    over: 'once',
    limit: 10 * 60_000,
    run: async (trial) =>
      await inSerializable(trial, 'runs', async (there) => {
        await loadOneFile(there, await putOneFile(trial, 'serializable-first'));
        const data = await putOneFile(trial, 'serializable-second');
        return statuses(await Promise.allSettled([loadOneFile(there, data), loadOneFile(there, data)]));
      }),
  },
  {
    id: 'serialization-failure',
    question:
      'two transactions that read what the other writes, under SERIALIZABLE: 1023, which a run tries again',
    page: isolationPage,
    statement:
      'a: select count(*) from verify_b; insert into verify_a; b: the same the other way round; both commit',
    expected: 'a conflict that is tried again',
    accepts: /^a conflict that is tried again: /,
    over: 'once',
    limit: 5 * 60_000,
    run: async (trial) => await inSerializable(trial, 'skew', writeSkew),
  },
];

async function writeSkew({ open, longestWait }: Trial): Promise<string> {
  const { RetryableError } = await import('../../warehouse/retryable-error.ts');
  const [a, b] = [await open(), await open()];
  for (const table of ['verify_a', 'verify_b']) await makeTable(a, table);
  const bothHaveRead = twoMeet(longestWait);
  const step = async (session: typeof a, reads: string, writes: string) =>
    await session.transaction(async () => {
      await session.query(`select count(*) as n from ${reads}`);
      await bothHaveRead();
      await session.run(`insert into ${writes} values (1)`);
    });
  const ends = await Promise.allSettled([step(a, 'verify_b', 'verify_a'), step(b, 'verify_a', 'verify_b')]);
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed === undefined) return 'both are committed';
  const isRetried = failed.reason instanceof RetryableError;
  return `a conflict that is ${isRetried ? '' : 'not '}tried again: ${wordsOf(failed.reason)}`;
}

/** Resolves for both callers once both have called, or after so long. */
function twoMeet(milliseconds: number): () => Promise<void> {
  let calls = 0;
  let meet = () => {};
  const met = new Promise<void>((resolve) => {
    meet = resolve;
  });
  return async () => {
    if (++calls === 2) meet();
    await endsWithin(milliseconds, met);
  };
}

/** The same trial in another database, which is SERIALIZABLE. */
async function inSerializable(
  trial: Trial,
  purpose: string,
  work: (trial: Trial) => Promise<string>,
): Promise<string> {
  const database = `verify_serializable_${purpose}`;
  const owner = await trial.open();
  await owner.run(`create database ${database} isolation level serializable`);
  const { config } = trial;
  return await work({
    ...trial,
    config: { ...config, connection: { ...config.connection, database } },
    open: (settings, options) => trial.open({ ...settings, database }, options),
  });
}

function statuses(ends: readonly PromiseSettledResult<EtlReport>[]): string {
  return ends
    .map((end) => (end.status === 'fulfilled' ? end.value.status : `error: ${wordsOf(end.reason)}`))
    .sort()
    .join(' and ');
}
