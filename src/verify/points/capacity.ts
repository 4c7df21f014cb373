import { waitFor } from '../../cluster/wait.ts';
import type { Point } from '../point.ts';

/** What AWS makes of what `cluster create` asks for. */
export const capacityPoints: readonly Point[] = [
  {
    id: 'least-capacity',
    question: 'a workgroup of 4 RPU that may grow to 8; where the region has none, it gets 8 and up to 16',
    page: 'mgmt/serverless-capacity',
    statement: 'CreateWorkgroup with baseCapacity 4 and maxCapacity 8; GetWorkgroup',
    expected: '4 RPU, up to 8',
    accepts: /^(4 RPU, up to 8|8 RPU, up to 16)$/,
    over: 'once',
    on: 'serverless',
    run: async ({ facts }) => facts.capacity ?? 'not known',
  },
  {
    id: 'pause-action',
    question: 'a scheduled action pauses the cluster at the end of its time to live',
    page: 'mgmt/redshift-iam-access-control-identity-based',
    statement: 'CreateScheduledAction with PauseCluster; DescribeClusters after that time',
    expected: 'paused by itself',
    over: 'once',
    on: 'nodes',
    limit: 90 * 60_000,
    async run({ facts, clock, signal }) {
      const until = facts.pausesAt;
      if (until === undefined || facts.state === undefined) return 'no action was scheduled';
      let state = '';
      const limit = until.getTime() + 20 * 60_000 - clock.now().getTime();
      const isPaused = await waitFor({ clock, signal, every: 30_000, limit }, async () => {
        state = (await facts.state?.()) ?? '';
        return state === 'paused' || undefined;
      });
      return isPaused ? 'paused by itself' : `still ${state} twenty minutes later`;
    },
  },
];
