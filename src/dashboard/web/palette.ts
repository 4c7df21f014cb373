import { isDark } from './theme.ts';

/** Colours that people with any kind of colour vision tell apart (after Okabe and Ito, https://jfly.uni-koeln.de/color/). */
export interface Palette {
  readonly paid: string;
  readonly free: string;
  readonly up: string;
  readonly down: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  /** From few to many. */
  readonly heat: readonly string[];
  readonly series: readonly string[];
}

const light: Palette = {
  paid: '#0b6bb8',
  free: '#e8a33d',
  up: '#0b6bb8',
  down: '#c8561b',
  text: '#1b2430',
  muted: '#5a6675',
  line: '#e3e7ed',
  surface: '#ffffff',
  heat: ['#f1f6fb', '#c9def0', '#8fbde0', '#4a93c9', '#0b6bb8', '#084a82'],
  series: ['#0b6bb8', '#e8a33d', '#12876f', '#c8561b', '#8a63a8', '#5a6675'],
};

const dark: Palette = {
  paid: '#57a8ee',
  free: '#f2b656',
  up: '#57a8ee',
  down: '#f0895a',
  text: '#e6ebf2',
  muted: '#97a3b3',
  line: '#2a3442',
  surface: '#161d27',
  heat: ['#1a2431', '#1d3a57', '#22567f', '#2f78b0', '#57a8ee', '#a9d5ff'],
  series: ['#57a8ee', '#f2b656', '#3fbfa0', '#f0895a', '#bb9bd6', '#97a3b3'],
};

export function palette(): Palette {
  return isDark() ? dark : light;
}
