import type { ApiStatus } from '../api.ts';
import { h, replace } from './dom.ts';
import { formatAge } from './format.ts';
import { currentTheme, nextTheme } from './theme.ts';

const pages = [
  ['/', 'Overview'],
  ['/data', 'Data'],
  ['/model', 'Model'],
  ['/sql', 'SQL'],
] as const;

/** Name, pages, how fresh the data are, and the colours. */
export function masthead(path: string): HTMLElement {
  const freshness = h('p', { class: 'freshness' });
  document.addEventListener('sparkify:status', (event) => {
    const { run, warehouse } = (event as CustomEvent<ApiStatus>).detail;
    freshness.title = warehouse;
    replace(
      freshness,
      run === null
        ? 'nothing was published yet'
        : `Run ${run.run_id} · ${formatAge(String(run.finished_at), new Date())}`,
    );
  });
  const theme = h('button', { type: 'button', class: 'icon-button', id: 'theme' });
  const showTheme = () => {
    theme.textContent = { auto: '◐ Auto', light: '○ Light', dark: '● Dark' }[currentTheme()];
    theme.title = 'Colours: as the system has them, light, or dark';
    theme.setAttribute('aria-label', `Colours: ${currentTheme()}. Change`);
  };
  theme.addEventListener('click', () => {
    nextTheme();
    showTheme();
  });
  showTheme();
  return h(
    'header',
    { class: 'masthead' },
    h(
      'a',
      { class: 'brand', href: '/' },
      h('img', { src: '/assets/icon.svg', alt: '', width: '24', height: '24' }),
      'Sparkify',
    ),
    h(
      'nav',
      { 'aria-label': 'Pages' },
      ...pages.map(([href, name]) =>
        h('a', { href, 'aria-current': href === path ? 'page' : undefined }, name),
      ),
    ),
    freshness,
    theme,
  );
}
