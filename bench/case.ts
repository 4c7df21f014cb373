import type { Sizes } from './data.ts';
import type { CaseResult } from './result.ts';

/** What a case is given. */
export interface Bench {
  readonly sizes: Sizes;
  /** Whether peers that have to be installed first are measured too. */
  readonly withPeers: boolean;
  /** Says on stderr what is being done. */
  readonly onStep: (step: string) => void;
}

/** Measures one thing, beside the floors and peers it is held against. */
export type BenchCase = (bench: Bench) => Promise<readonly CaseResult[]>;
