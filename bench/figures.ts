import { readFileSync, writeFileSync } from 'node:fs';
import type { Machine } from './machine.ts';
import type { CaseResult } from './result.ts';

/** What one tool took for one load. */
export interface Figure {
  readonly tool: string;
  readonly seconds: number;
  /** From the least to the most, as a share of the median. */
  readonly spread: number;
  readonly peakBytes: number | undefined;
  /** Whether it was stopped then, before its end. */
  readonly isStopped?: boolean | undefined;
}

/** One load, by every tool that was measured. */
export interface Load {
  readonly name: string;
  /** Whether the warehouse was empty before. */
  readonly isFirst: boolean;
  readonly figures: readonly Figure[];
}

/** The comparison with other tools, as it was measured last. README, `docs/benchmarks.md` and the chart show it. */
export interface Figures {
  /** When, where and by which command. */
  readonly measured: string;
  readonly loads: readonly Load[];
}

export const ourName = 'Sparkify Warehouse';

const file = new URL('./peers/figures.json', import.meta.url);

export function readFigures(): Figures {
  return JSON.parse(readFileSync(file, 'utf8')) as Figures;
}

/** Keeps the figures of the tools; without any, the last ones stay. */
export function writeFigures(results: readonly CaseResult[], machine: Machine): void {
  const loads = new Map<string, { isFirst: boolean; figures: Figure[] }>();
  for (const { peer } of results) {
    if (peer === undefined) continue;
    const load = loads.get(peer.load) ?? {
      isFirst: peer.isFirst,
      figures: [{ tool: ourName, ...peer.ours }],
    };
    load.figures.push({ tool: peer.name, ...peer.theirs });
    loads.set(peer.load, load);
  }
  if (loads.size === 0) return;
  const busy = machine.busy === undefined ? '' : `; the machine was busy: ${machine.busy}`;
  const figures: Figures = {
    measured: `${machine.date}, ${machine.description}; ${machine.versions}${busy}`,
    loads: [...loads].map(([name, load]) => ({ name, ...load })),
  };
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
}
