import { describe, expect, test } from 'vitest';
import type { Observed } from '../../src/cluster/observe.ts';
import { changesAnything, planCreation, stepsOf } from '../../src/cluster/plan.ts';
import type { Workgroup } from '../../src/cluster/workgroup.ts';
import { desiredOf, empty, namespace, now, role, wholeServerless, workgroup } from './observed.ts';

describe('the plan of create', () => {
  const cases: readonly (readonly [string, Observed, Record<string, string>, readonly string[]])[] = [
    [
      'nothing is there, for Serverless',
      empty,
      { serverless: 'true' },
      ['create', 'create', 'create', 'create'],
    ],
    [
      'all is there, for Serverless',
      wholeServerless,
      { serverless: 'true' },
      ['keep', 'keep', 'keep', 'keep'],
    ],
    [
      'only the namespace was made',
      { ...wholeServerless, workgroup: undefined },
      { serverless: 'true' },
      ['keep', 'keep', 'keep', 'create'],
    ],
    [
      'the usage limit was not put on the workgroup',
      { ...wholeServerless, workgroup: { ...workgroup, usageLimit: undefined } as unknown as Workgroup },
      { serverless: 'true' },
      ['keep', 'keep', 'keep', 'change usage limit'],
    ],
    [
      'the workgroup should be larger',
      wholeServerless,
      { serverless: 'true', baseCapacity: '16' },
      ['keep', 'keep', 'keep', 'change max capacity base capacity'],
    ],
    [
      'the workgroup should be smaller',
      { ...wholeServerless, workgroup: { ...workgroup, baseCapacity: 16, maxCapacity: 32 } },
      { serverless: 'true', baseCapacity: '4' },
      ['keep', 'keep', 'keep', 'change base capacity max capacity'],
    ],
    [
      'the workgroup may grow without limit',
      { ...wholeServerless, workgroup: { ...workgroup, maxCapacity: undefined } as unknown as Workgroup },
      { serverless: 'true' },
      ['keep', 'keep', 'keep', 'change max capacity'],
    ],
    [
      'the role does not trust Serverless yet',
      { ...wholeServerless, role },
      { serverless: 'true' },
      ['change trust', 'keep', 'keep', 'keep'],
    ],
    [
      'the namespace is being deleted',
      { ...wholeServerless, namespace: { ...namespace, status: 'deleting' } },
      { serverless: 'true' },
      ['keep', 'keep', 'refuse', 'keep'],
    ],
    [
      'namespace and workgroup are of somebody else',
      {
        ...wholeServerless,
        namespace: { ...namespace, tags: {} },
        workgroup: { ...workgroup, tags: {} },
      },
      { serverless: 'true' },
      ['keep', 'keep', 'adopt', 'adopt'],
    ],
  ];

  for (const [state, observed, flags, expected] of cases) {
    test(`when ${state}: ${expected.join(', ')}`, () => {
      const plan = planCreation(desiredOf(flags), observed, now);
      const verbs = stepsOf(plan).map((step) =>
        [step.verb, ...step.changes.map((change) => change.what)].join(' '),
      );
      expect(verbs).toEqual(expected);
      expect(changesAnything(plan)).toBe(expected.some((verb) => /create|change/.test(verb)));
    });
  }
});
