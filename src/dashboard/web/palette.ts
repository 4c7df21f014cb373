import { isDark } from './theme.ts';

/** Colours that people with any kind of colour vision distinguish (after Okabe and Ito, https://jfly.uni-koeln.de/color/). */
export interface Palette {
  readonly paid: string;
  readonly free: string;
  /** Any other level. */
  readonly other: string;
  /** Listeners who are new, and those who come back. */
  readonly fresh: string;
  readonly returning: string;
  readonly up: string;
  readonly down: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  readonly series: readonly string[];
}

const light: Palette = {
  paid: '#0b6bb8',
  free: '#e8a33d',
  other: '#8a94a3',
  fresh: '#7a4fa0',
  returning: '#c5b0d8',
  up: '#12876f',
  down: '#c8561b',
  text: '#1b2430',
  muted: '#5a6675',
  line: '#e3e7ed',
  surface: '#ffffff',
  series: ['#0b6bb8', '#e8a33d', '#12876f', '#c8561b', '#8a63a8', '#5a6675'],
};

const dark: Palette = {
  paid: '#57a8ee',
  free: '#f2b656',
  other: '#7c899a',
  fresh: '#bb9bd6',
  returning: '#6d5586',
  up: '#3fbfa0',
  down: '#f0895a',
  text: '#e6ebf2',
  muted: '#97a3b3',
  line: '#2a3442',
  surface: '#161d27',
  series: ['#57a8ee', '#f2b656', '#3fbfa0', '#f0895a', '#bb9bd6', '#97a3b3'],
};

export function palette(): Palette {
  return isDark() ? dark : light;
}
