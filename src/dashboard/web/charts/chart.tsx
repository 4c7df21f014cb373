import { useEffect, useRef, useState } from 'preact/hooks';
import { type Palette, palette } from '../palette.ts';
import { isPrinted, onThemeChange } from '../theme.ts';
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
  useEffect(() => {
    if (chart === undefined) return;
    const draw = () => {
      const colours = palette();
      chart.draw({ ...common(colours), ...(isPrinted() && { animation: false }), ...optionOf(colours) });
    };
    draw();
    return onThemeChange(() => {
      draw();
      // The paper is taken as soon as this returns: later would be too late.
      chart.resize(isPrinted() ? widthOnPaper(place.current) : undefined);
    });
  }, [chart, optionOf]);
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

const narrow = '.width-4, .width-5, .width-6';
/** The last of an odd number of them, which `cards.css` gives a whole row. */
const lastOfOdd = `:nth-child(odd of ${narrow}):nth-last-child(1 of ${narrow})`;

/** The width of a chart on A4 with the margins of `print.css`, where cards take the whole width or half of it. */
function widthOnPaper(place: HTMLElement | null): number {
  const card = place?.closest(narrow);
  return card && !card.matches(lastOfOdd) ? 300 : 660;
}
