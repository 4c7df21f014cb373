import { type Cost, dollars } from '../cluster/prices.ts';
import { mostRpuHours, nodesLife } from './settings.ts';

/** The hours that a cluster of nodes is billed at most: its life, the minutes of its creation, and those of its deletion. */
const nodesHours = 2;

/** What it costs at the most, how long it takes, and why no more. */
export function estimate(kind: 'serverless' | 'nodes', cost: Cost | undefined): readonly string[] {
  if (kind === 'serverless') {
    return [
      `It costs ${cost === undefined ? 'an amount that is not known here' : dollars(cost.day)} at most: AWS refuses queries after ${mostRpuHours} RPU-hours. S3 and storage are cents.`,
      'It takes half an hour: five minutes to create, twenty to observe, five to delete.',
    ];
  }
  return [
    `It costs ${cost === undefined ? 'an amount that is not known here' : dollars(cost.hour * nodesHours)} at most, for ${nodesHours} hours: the cluster pauses by itself after ${nodesLife}, which is observed. S3 and storage are cents.`,
    'It takes an hour and a half: ten minutes to create, half an hour to observe, then until the cluster pauses; ten minutes to delete.',
  ];
}
