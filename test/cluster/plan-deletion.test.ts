import { describe, expect, test } from 'vitest';
import { planDeletion } from '../../src/cluster/plan-deletion.ts';
import { cluster, empty, namespace, role, whole, workgroup } from './observed.ts';

describe('the plan of delete', () => {
  test('goes from what leans to what is leaned on', () => {
    const steps = planDeletion('us-west-2/sparkify', { ...whole, namespace, workgroup }, [role]);
    expect(steps.map(({ kind, verb }) => `${verb} ${kind}`)).toEqual([
      'delete Cluster',
      'delete Workgroup',
      'delete Namespace',
      'delete Security group',
      'delete IAM role',
    ]);
  });

  test('leaves what does not carry our tag, and what serves another cluster', () => {
    const steps = planDeletion(
      'us-west-2/sparkify',
      {
        ...whole,
        cluster: { ...cluster, tags: {} },
        role: { ...role, tags: { 'sparkify:cluster': 'eu-west-1/sparkify' } },
      },
      [],
    );
    expect(steps.map(({ kind, verb }) => `${verb} ${kind}`)).toEqual([
      'leave Cluster',
      // The cluster that stays uses it.
      'leave Security group',
      'leave IAM role',
    ]);
  });

  test('takes our roles of every name', () => {
    const steps = planDeletion('us-west-2/sparkify', { ...empty, role }, [role, { ...role, name: 'reader' }]);
    expect(steps.map(({ verb, name }) => `${verb} ${name}`)).toEqual([
      `delete ${role.name}`,
      'delete reader',
    ]);
  });

  test('is empty where nothing is there', () => {
    expect(planDeletion('us-west-2/sparkify', empty, [])).toEqual([]);
  });
});
