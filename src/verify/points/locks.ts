import { endsWithin, makeTable, observeFailure, observeValue, selecting } from '../observe.ts';
import type { Point } from '../point.ts';

const isolationPage = 'dg/c_serial_isolation';

/** What sessions wait for, and what they see afterwards. */
export const lockPoints: readonly Point[] = [
  {
    id: 'isolation-level',
    question: 'a new warehouse isolates by snapshots',
    page: 'dg/r_STV_DB_ISOLATION_LEVEL',
    ...selecting(
      'select trim(isolation_level) as isolation from stv_db_isolation_level where trim(db_name) = current_database()',
    ),
    expected: 'Snapshot Isolation',
    accepts: /^Snapshot Isolation/i,
    over: 'once',
    on: 'nodes',
  },
  {
    id: 'reader-beside-run',
    question: 'a reader of the star waits for no run that loads',
    page: isolationPage,
    statement:
      'begin; lock etl.lock; delete from "time"; in another session: select count(*) from "time"; rollback',
    expected: 'it reads the rows from before',
    over: 'once',
    async run({ open, longestWait }) {
      const [writer, reader] = [await open(), await open()];
      const count = 'select count(*) as n from "time"';
      const before = await observeValue(reader, count);
      let seen = 'it waits';
      const rolledBack = new Error('rolled back');
      await writer
        .transaction(
          async () => {
            await writer.run('delete from "time"');
            const read = observeValue(reader, count).then((rows) => {
              seen = rows === before ? 'it reads the rows from before' : `it reads ${rows}, not ${before}`;
            });
            await endsWithin(longestWait, read);
            throw rolledBack;
          },
          { lock: ['etl.lock'] },
        )
        .catch((error: unknown) => {
          if (error !== rolledBack) throw error;
        });
      return seen;
    },
  },
  {
    id: 'lock-then-snapshot',
    question:
      'LOCK takes no snapshot: the first SELECT after the wait sees what the other transaction committed',
    page: isolationPage,
    statement:
      'begin; lock verify_lock (and wait for another transaction that inserts a row); select count(*)',
    expected: '1 (number)',
    over: 'once',
    async run({ open, longestWait }) {
      const [first, second] = [await open(), await open()];
      await makeTable(first, 'verify_lock');
      const lock = ['verify_lock'];
      let waiting: Promise<string> = Promise.resolve('');
      await first.transaction(
        async () => {
          waiting = second.transaction(
            async () => await observeValue(second, 'select count(*) as n from verify_lock'),
            { lock },
          );
          await endsWithin(Math.min(longestWait, 1_000), waiting);
          await first.run('insert into verify_lock values (1)');
        },
        { lock },
      );
      return await waiting;
    },
  },
  {
    id: 'lock-timeout',
    question: 'the words of a statement_timeout: a run that waits too long for another one ends with code 75',
    page: 'dg/r_statement_timeout',
    statement: 'set statement_timeout to 1000; lock verify_timeout, which another transaction holds',
    expected: 'did not end within 1 s',
    accepts: /did not end within 1 s/,
    over: 'once',
    async run({ open, longestWait }) {
      const [first, second] = [await open(), await open({}, { lockTimeoutSeconds: 1 })];
      await makeTable(first, 'verify_timeout');
      const lock = ['verify_timeout'];
      let failure = 'it waits on';
      await first.transaction(
        async () => {
          const waiting = observeFailure(second.transaction(async () => undefined, { lock })).then(
            (words) => {
              failure = words;
            },
          );
          await endsWithin(longestWait + 1_000, waiting);
        },
        { lock },
      );
      return failure;
    },
  },
];
