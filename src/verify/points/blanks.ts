import { selecting } from '../observe.ts';
import type { Point } from '../point.ts';

/** What Redshift makes of two texts that differ in a trailing blank alone. */
export const blanksPoints: readonly Point[] = (
  [
    ['equal', 'trailing blanks do not count in comparisons', "select count(*) as n from t where x = 'a'", 2],
    [
      'group-by',
      'trailing blanks do not count in GROUP BY',
      'select count(*) as n from (select x from t group by x) as g',
      1,
    ],
    ['distinct', 'trailing blanks do not count in DISTINCT', 'select count(distinct x) as n from t', 1],
    [
      'length',
      'LENGTH counts trailing blanks, so such texts differ in it',
      "select count(*) as n from t where x = 'a' and length(x) = 1",
      1,
    ],
    [
      'chr',
      'texts that differ in trailing blanks differ once chr(1) is appended',
      'select count(distinct x || chr(1)) as n from t',
      2,
    ],
  ] as const
).map(([id, question, select, expected]) => {
  const statement = `with t as (select cast('a ' as varchar(8)) as x union all select cast('a' as varchar(8))) ${select}`;
  return {
    id: `blanks-${id}`,
    question,
    ...selecting(statement),
    expected: `${expected} (number)`,
    page: 'dg/r_Character_types',
    over: 'once',
  };
});
