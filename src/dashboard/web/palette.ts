import { hasForcedColours, isPrinted } from './theme.ts';

/** The colours of `styles/base.css` that charts draw with: a canvas sees no style sheet. */
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
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  /** For results of any SQL; none of them means something elsewhere. */
  readonly series: readonly string[];
}

/** A colour that means one thing. */
export type ColourName = Exclude<keyof Palette, 'series'>;

/** The colours of the theme; where the system forces its own, text, lines and surface have those. */
export function palette(): Palette {
  const probe = document.createElement('span');
  probe.style.setProperty('forced-color-adjust', 'none');
  if (isPrinted()) probe.style.colorScheme = 'light';
  document.body.append(probe);
  // As numbers: a canvas knows neither variables nor the names of the system's colours.
  const resolved = (colour: string) => {
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  };
  const [text, muted, line, surface] = hasForcedColours()
    ? ['CanvasText', 'CanvasText', 'CanvasText', 'Canvas']
    : ['var(--text)', 'var(--muted)', 'var(--line)', 'var(--surface)'];
  const colours: Palette = {
    paid: resolved('var(--paid)'),
    free: resolved('var(--free)'),
    other: resolved('var(--other)'),
    amount: resolved('var(--heat)'),
    fresh: resolved('var(--fresh)'),
    returning: resolved('var(--returning)'),
    text: resolved(text),
    muted: resolved(muted),
    line: resolved(line),
    surface: resolved(surface),
    series: [1, 2, 3, 4, 5, 6].map((number) => resolved(`var(--series-${number})`)),
  };
  probe.remove();
  return colours;
}
