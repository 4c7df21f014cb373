import { useEffect, useRef, useState } from 'preact/hooks';
import { type Palette, palette } from '../palette.ts';
import { onThemeChange } from '../theme.ts';
import type { ChartOption, MountedChart } from './echarts.ts';
import { common } from './option.ts';
import { type Picking, usePicking } from './use-picking.ts';

interface ChartProps {
  readonly optionOf: (colours: Palette) => ChartOption;
  /** What it shows, in a sentence, for those who do not see it; the numbers are in the card's table. */
  readonly label: string;
  readonly height?: number;
  /** Lets a click, a drag or the keyboard pick places along the axis. */
  readonly picking?: Picking | undefined;
}

/** A chart with a lifetime: loaded when it is first used, drawn in place when its option changes, disposed with its card. */
export function Chart({ optionOf, label, height = 260, picking }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<MountedChart>();
  const [drawing, setDrawing] = useState(0);
  useEffect(() => {
    let mounted: MountedChart | undefined;
    let isGone = false;
    void import('./echarts.ts').then(({ mountChart }) => {
      if (isGone || place.current === null) return;
      mounted = mountChart(place.current);
      setChart(mounted);
    });
    return () => {
      isGone = true;
      mounted?.[Symbol.dispose]();
    };
  }, []);
  useEffect(() => onThemeChange(() => setDrawing((count) => count + 1)), []);
  useEffect(() => {
    const colours = palette();
    chart?.draw({ ...common(colours), ...optionOf(colours) });
  }, [chart, optionOf, drawing]);
  const { keys, selection, spoken } = usePicking(chart, picking);
  const access =
    picking === undefined
      ? { role: 'img' as const, 'aria-label': label }
      : {
          role: 'application' as const,
          'aria-label': `${label}. Arrow keys choose, Enter filters.`,
          tabindex: 0,
          onKeyDown: keys,
        };
  return (
    <>
      <div class="chart" style={{ height: `${height}px` }} {...access}>
        <div class="chart-place" ref={place} />
        {selection !== undefined && (
          <div
            class="brush"
            style={{ left: `${selection.left}px`, width: `${selection.width}px` }}
            aria-hidden="true"
          />
        )}
      </div>
      <span class="unseen" aria-live="polite">
        {spoken}
      </span>
    </>
  );
}
