import { useEffect, useRef, useState } from 'preact/hooks';
import type { MountedChart } from './echarts.ts';

/** What can be picked along the axis of a chart. */
export interface Picking {
  /** How many places there are. */
  readonly count: number;
  /** A place and its values in words. */
  readonly describe: (index: number) => string;
  /** A click picks one place; a drag, or Shift with the arrow keys, several. */
  readonly onPick: (first: number, last: number) => void;
}

interface Selection {
  readonly left: number;
  readonly width: number;
}

/** Picks places by pointer and by keyboard alike. */
export function usePicking(chart: MountedChart | undefined, picking: Picking | undefined) {
  const current = useRef(picking);
  current.current = picking;
  const [selection, setSelection] = useState<Selection>();
  useEffect(() => {
    if (chart === undefined || current.current === undefined) return;
    let start: { readonly x: number; readonly index: number } | undefined;
    chart.onPointer('mousedown', ({ offsetX, offsetY }) => {
      const index = chart.indexAt(offsetX, offsetY);
      start = index === undefined ? undefined : { x: offsetX, index };
    });
    chart.onPointer('mousemove', ({ offsetX, offsetY }) => {
      chart.setCursor(chart.indexAt(offsetX, offsetY) === undefined ? 'default' : 'pointer');
      if (start === undefined) return;
      const width = Math.abs(offsetX - start.x);
      setSelection(width < 5 ? undefined : { left: Math.min(start.x, offsetX), width });
    });
    chart.onPointer('mouseup', ({ offsetX, offsetY }) => {
      const index = chart.indexAt(offsetX, offsetY);
      if (start !== undefined && index !== undefined)
        current.current?.onPick(Math.min(start.index, index), Math.max(start.index, index));
      start = undefined;
      setSelection(undefined);
    });
    chart.onPointer('globalout', () => {
      start = undefined;
      setSelection(undefined);
    });
  }, [chart]);
  return { selection, ...useKeys(chart, picking) };
}

/** Arrow keys move along the places, with Shift they extend; Enter picks. */
function useKeys(chart: MountedChart | undefined, picking: Picking | undefined) {
  const [at, setAt] = useState<{ readonly anchor: number; readonly index: number }>();
  const keys = (event: KeyboardEvent) => {
    if (picking === undefined || picking.count === 0) return;
    const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -picking.count, End: picking.count };
    if (event.key === 'Enter' && at !== undefined) {
      picking.onPick(Math.min(at.anchor, at.index), Math.max(at.anchor, at.index));
      event.preventDefault();
      return;
    }
    const step = steps[event.key as keyof typeof steps];
    if (step === undefined) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(picking.count - 1, at === undefined ? 0 : at.index + step));
    setAt({ index, anchor: event.shiftKey && at !== undefined ? at.anchor : index });
    chart?.showTip(index);
  };
  return { keys, spoken: at === undefined ? '' : picking?.describe(at.index) };
}
