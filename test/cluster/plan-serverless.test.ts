import { describe } from 'vitest';
import type { Workgroup } from '../../src/cluster/workgroup.ts';
import { empty, namespace, type PlanCase, role, testPlans, wholeServerless, workgroup } from './observed.ts';

describe('the plan of create', () => {
  const cases: readonly PlanCase[] = [
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

  testPlans(cases);
});
