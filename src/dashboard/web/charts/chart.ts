import { BarChart, HeatmapChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { h } from '../dom.ts';
import { type Palette, palette } from '../palette.ts';
import { onThemeChange } from '../theme.ts';

use([
  BarChart,
  HeatmapChart,
  LineChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
  CanvasRenderer,
]);

interface ChartOptions {
  /** What it shows, in a sentence, for those who do not see it; the numbers are in the card's table. */
  readonly label: string;
  readonly height?: number;
  readonly onClick?: (event: { readonly name: string; readonly seriesName?: string }) => void;
}

/** Draws a chart, and draws it again when its place or the colours change. */
export function chart(
  optionOf: (colours: Palette) => EChartsCoreOption,
  { label, height = 260, onClick }: ChartOptions,
): HTMLElement {
  const place = h('div', {
    class: 'chart',
    role: 'img',
    'aria-label': label,
    style: { height: `${height}px` },
  });
  let drawn: ReturnType<typeof init> | undefined;
  const draw = (instance: ReturnType<typeof init>) => {
    const colours = palette();
    instance.setOption({ ...common(colours), ...optionOf(colours) }, true);
  };
  new ResizeObserver(() => {
    if (place.clientWidth === 0) return;
    if (drawn !== undefined) return drawn.resize();
    drawn = init(place, null, { renderer: 'canvas' });
    draw(drawn);
    if (onClick) drawn.on('click', (event) => onClick(event));
  }).observe(place);
  onThemeChange(() => drawn && draw(drawn));
  return place;
}

function common(colours: Palette): EChartsCoreOption {
  return {
    animation: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    animationDuration: 300,
    textStyle: { fontFamily: 'system-ui, sans-serif', color: colours.text },
    // Drawn on the canvas: a tooltip of HTML would need inline styles, and markup made of data.
    tooltip: tooltip(colours),
  };
}

export function tooltip(colours: Palette) {
  return {
    trigger: 'axis' as const,
    renderMode: 'richText' as const,
    confine: true,
    backgroundColor: colours.surface,
    borderColor: colours.line,
    textStyle: { color: colours.text, fontSize: 12 },
  };
}

export function categoryAxis(colours: Palette, data: readonly string[]) {
  return {
    type: 'category' as const,
    data: [...data],
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: { show: false },
    axisLabel: { color: colours.muted, fontSize: 11, hideOverlap: true },
  };
}

export function valueAxis(colours: Palette, formatter: (value: number) => string) {
  return {
    type: 'value' as const,
    axisLabel: { color: colours.muted, fontSize: 11, formatter },
    splitLine: { lineStyle: { color: colours.line } },
    splitNumber: 4,
    minInterval: 1,
  };
}

export function legend(colours: Palette) {
  return {
    top: 0,
    left: 0,
    icon: 'roundRect',
    itemWidth: 10,
    itemHeight: 10,
    itemGap: 16,
    textStyle: { color: colours.muted, fontSize: 12 },
  };
}

export const grid = { top: 34, left: 4, right: 10, bottom: 4, containLabel: true };
