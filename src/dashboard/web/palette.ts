import { hasForcedColours, isDark } from './theme.ts';

/** Colours that people with any kind of colour vision distinguish (after Okabe and Ito, https://jfly.uni-koeln.de/color/). */
export interface Palette {
  readonly paid: string;
  readonly free: string;
  /** Any other level. */
  readonly other: string;
  /** An amount of one kind. */
  readonly amount: string;
  /** Listeners who are new, and those who come back. */
  readonly fresh: string;
  readonly returning: string;
  /** Upgrades and downgrades: the level that they lead to. */
  readonly up: string;
  readonly down: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  /** For results of any SQL; none of them means something elsewhere. */
  readonly series: readonly string[];
}

const light: Palette = {
  paid: '#00788c',
  free: '#e8a33d',
  other: '#8a94a3',
  amount: '#3f5b7a',
  fresh: '#7a4fa0',
  returning: '#c5b0d8',
  up: '#00788c',
  down: '#e8a33d',
  text: '#1b2430',
  muted: '#5a6675',
  line: '#e3e7ed',
  surface: '#ffffff',
  series: ['#4b3f9e', '#8a7a16', '#a3265f', '#4d8f2f', '#96502a', '#4a5a6a'],
};

const dark: Palette = {
  paid: '#3fc1d6',
  free: '#f2b656',
  other: '#7c899a',
  amount: '#9db8d3',
  fresh: '#bb9bd6',
  returning: '#6d5586',
  up: '#3fc1d6',
  down: '#f2b656',
  text: '#e6ebf2',
  muted: '#97a3b3',
  line: '#2a3442',
  surface: '#161d27',
  series: ['#a79cf0', '#d6c65a', '#f083b4', '#96d36f', '#dba17b', '#a9b8c7'],
};

/** The colours of the theme; where the system forces its own, text, lines and surface have those. */
export function palette(): Palette {
  const colours = isDark() ? dark : light;
  if (!hasForcedColours()) return colours;
  const [text, surface] = [systemColour('CanvasText'), systemColour('Canvas')];
  return { ...colours, text, muted: text, line: text, surface };
}

/** A colour of the system as numbers: a canvas takes no names of them. */
function systemColour(name: string): string {
  const probe = document.createElement('span');
  probe.style.color = name;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
