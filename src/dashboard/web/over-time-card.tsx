import type { CardSpec } from './card.tsx';
import { OverTime } from './charts/over-time.tsx';
import type { BarsOf } from './charts/stacks.ts';
import type { View } from './view.ts';

interface OverTimeSpec extends Pick<CardSpec, 'question' | 'title' | 'width' | 'nothing'> {
  /** What is counted, before the words of the grain. */
  readonly by: string;
  /** What the chart shows; the title of the card. */
  readonly label?: string;
  readonly height?: number;
  readonly bars: BarsOf;
  /** A sentence behind the note. */
  readonly remark?: string;
}

/** A card with bars over time. */
export function overTime({ by, label, height, bars, remark = '', ...card }: OverTimeSpec): CardSpec {
  return {
    ...card,
    isOverTime: true,
    note: (view) => `${by} ${grainOf(view)} ${remark}`.trim(),
    draw: (answer, view) => (
      <OverTime
        answer={answer}
        view={view}
        bars={bars}
        label={label ?? card.title}
        height={height}
        nothing={card.nothing}
      />
    ),
  };
}

/** The grain of the page, in words. */
export function grainOf({ grain }: View): string {
  return grain === 'week' ? 'week; weeks start on Monday.' : `${grain}.`;
}
