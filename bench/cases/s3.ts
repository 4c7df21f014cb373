import type { BenchCase } from '../case.ts';
import { benchS3 } from '../s3.ts';

/** Small objects from an S3 server on loopback, against a bare loop of GETs of the same concurrency. */
export const s3: BenchCase = async ({ sizes, onStep }) => {
  onStep('measuring');
  const { objects, connections, ours, bare, ratio } = await benchS3({
    objects: sizes.songFiles,
    rounds: sizes.rounds + 2,
  });
  return [
    {
      case: `${objects.toLocaleString('en')} objects from an S3 server on loopback`,
      ours: `${(ours / 1000).toFixed(2)} s`,
      floor: `bare GET loop, unsigned, names known: ${(bare / 1000).toFixed(2)} s`,
      ratio,
      goal: 'at most 1.3 ×',
      verdict: ratio <= 1.3 ? 'met' : 'missed',
      note: `${connections} connections; list, sign, get and verify in order`,
    },
  ];
};
