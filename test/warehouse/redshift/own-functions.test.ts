import { expect, test } from 'vitest';
import { expandOwnFunctions } from '../../../src/warehouse/redshift/own-functions.ts';

const of = (argument: string) => `(timestamp 'epoch' + (${argument}) * interval '0.001 second')`;

test.each([
  ['select epoch_ms(ts) from t', `select ${of('ts')} from t`],
  ['between epoch_ms($from) and EPOCH_MS ( $to )', `between ${of('$from')} and ${of(' $to ')}`],
  ['cast(epoch_ms((a + b) * (2)) as date)', `cast(${of('(a + b) * (2)')} as date)`],
  ['epoch_ms(epoch_ms(1))', of(of('1'))],
  ["epoch_ms(len(')'))", of("len(')')")],
  ["order by exact(coalesce(level, ''))", "order by (coalesce(level, '') || chr(1))"],
  ['where is_play(events.page)', "where (events.page = 'NextSong' and length(events.page) = 8)"],
])('%s', (sql, expected) => {
  expect(expandOwnFunctions(sql)).toBe(expected);
});

test.each([
  `select 'epoch_ms(1)', "epoch_ms(1)"`,
  '-- epoch_ms(1)\nselect 1',
  '/* epoch_ms(1) */ select not_epoch_ms(1), epoch_ms',
  'drop function epoch_ms(bigint)',
  'select epoch_ms(1',
])('nothing else changes: %s', (sql) => {
  expect(expandOwnFunctions(sql)).toBe(sql);
});
