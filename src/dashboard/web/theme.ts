type Theme = 'auto' | 'light' | 'dark';

const key = 'sparkify-theme';
const listeners = new Set<() => void>();
const system = window.matchMedia('(prefers-color-scheme: dark)');
const forced = window.matchMedia('(forced-colors: active)');
let isPrinting = false;

/** Applies the colours last chosen, and notifies charts of changes: a canvas does not see style sheets. */
export function startTheme(): void {
  apply(currentTheme());
  system.addEventListener('change', announce);
  forced.addEventListener('change', announce);
  window.addEventListener('beforeprint', () => printing(true));
  window.addEventListener('afterprint', () => printing(false));
}

/** Calls a listener when the colours change, until the returned function is called. */
export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the page is being printed: in light colours, without animation. */
export function isPrinted(): boolean {
  return isPrinting;
}

/** Whether the system forces its own colours, as for high contrast. */
export function hasForcedColours(): boolean {
  return forced.matches;
}

export function nextTheme(): Theme {
  const order: readonly Theme[] = ['auto', 'light', 'dark'];
  const next = order[(order.indexOf(currentTheme()) + 1) % order.length] ?? 'auto';
  try {
    localStorage.setItem(key, next);
  } catch {
    // A browser that keeps nothing shows the theme until the page is left.
  }
  apply(next);
  announce();
  return next;
}

export function currentTheme(): Theme {
  try {
    const theme = localStorage.getItem(key);
    return theme === 'light' || theme === 'dark' ? theme : 'auto';
  } catch {
    return (document.documentElement.dataset.theme as Theme | undefined) ?? 'auto';
  }
}

function apply(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
}

function printing(state: boolean): void {
  isPrinting = state;
  announce();
}

function announce(): void {
  for (const listener of listeners) listener();
}
