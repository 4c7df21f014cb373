import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export type ChartOption = EChartsCoreOption;

/** A chart on the page, until it is disposed. */
export interface MountedChart extends Disposable {
  draw(option: ChartOption): void;
  /** The place along the axis at a point of the chart, or undefined beside the axis. */
  indexAt(x: number, y: number): number | undefined;
  /** Shows the tooltip of a place. */
  showTip(index: number): void;
  /** Draws in another width at once; undefined for that of its place. */
  resize(width?: number): void;
  onPointer(name: 'mousedown' | 'mousemove' | 'mouseup' | 'globalout', listener: PointerListener): void;
  setCursor(cursor: 'pointer' | 'default'): void;
}

type PointerListener = (point: { readonly offsetX: number; readonly offsetY: number }) => void;

/** Mounts a chart in an element; the one place that knows the library. */
export function mountChart(place: HTMLElement): MountedChart {
  const chart = init(place, null, { renderer: 'canvas' });
  const observer = new ResizeObserver(() => place.clientWidth > 0 && chart.resize());
  observer.observe(place);
  return {
    draw: (option) => chart.setOption(option, true),
    indexAt: (x, y) => {
      if (!chart.containPixel('grid', [x, y])) return undefined;
      const [index] = chart.convertFromPixel('grid', [x, y]) as readonly number[];
      return index;
    },
    showTip: (dataIndex) => chart.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex }),
    resize: (width) => {
      chart.resize({ width: width ?? 'auto', animation: { duration: 0 } });
      chart.getZr().flush();
    },
    onPointer: (name, listener) => {
      chart.getZr().on(name, listener as never);
    },
    setCursor: (cursor) => chart.getZr().setCursorStyle(cursor),
    [Symbol.dispose]: () => {
      observer.disconnect();
      chart.dispose();
    },
  };
}
