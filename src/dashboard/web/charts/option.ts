import type { Palette } from '../palette.ts';
import type { ChartOption } from './echarts.ts';

/** What all charts share. */
export function common(colours: Palette): ChartOption {
  return {
    animation: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    animationDuration: 300,
    animationDurationUpdate: 300,
    textStyle: { fontFamily: 'system-ui, sans-serif', color: colours.text },
  };
}

export function tooltip(colours: Palette, valueFormatter: (value: unknown) => string) {
  return {
    trigger: 'axis' as const,
    // Drawn on the canvas: a tooltip of HTML would need inline styles, and markup made of data.
    renderMode: 'richText' as const,
    valueFormatter,
    confine: true,
    backgroundColor: colours.surface,
    borderColor: colours.line,
    textStyle: { color: colours.text, fontSize: 12 },
  };
}

/** @param labelAt what is below the axis at a place, where it is not the name of the place */
export function categoryAxis(colours: Palette, data: readonly string[], labelAt?: (index: number) => string) {
  return {
    type: 'category' as const,
    data: [...data],
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: { show: false },
    axisLabel: {
      color: colours.muted,
      fontSize: 11,
      lineHeight: 14, // the library's own one lays the second line over the first
      hideOverlap: true,
      ...(labelAt && { formatter: (_: string, index: number) => labelAt(index) }),
    },
  };
}

/**
 * A second line of names below an axis of the same places, for what several of them share.
 *
 * @param names empty where no name begins
 */
export function groupAxis(colours: Palette, names: readonly string[]) {
  const { axisLabel, ...axis } = categoryAxis(colours, names);
  return {
    ...axis,
    position: 'bottom' as const,
    offset: 15,
    axisLine: { show: false },
    axisPointer: { show: false },
    axisLabel: { ...axisLabel, interval: (index: number) => names[index] !== '' },
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
    // One line, which is turned over where it is too long: a second one would lie on the chart.
    type: 'scroll' as const,
    pageIconColor: colours.muted,
    pageIconInactiveColor: colours.line,
    pageIconSize: 11,
    pageTextStyle: { color: colours.muted },
    top: 0,
    left: 0,
    icon: 'roundRect',
    itemWidth: 10,
    itemHeight: 10,
    itemGap: 12,
    textStyle: { color: colours.muted, fontSize: 12 },
  };
}

export const grid = { top: 34, left: 4, right: 10, bottom: 4, containLabel: true };
