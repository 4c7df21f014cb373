import type { ApiStatus } from '../api.ts';
import { problem } from './card.ts';
import { h, replace } from './dom.ts';
import { filterBar } from './filter-bar.ts';
import { getJson } from './get-json.ts';
import { masthead } from './masthead.ts';
import { overview } from './overview.ts';
import { forgetThemeListeners, startTheme } from './theme.ts';
import { readFilters, type UrlFilters, writeFilters } from './url-filters.ts';
import { liveView } from './view.ts';
import { showWhy } from './why-dialog.ts';

const refreshEvery = 5000;

const main = h('main', { id: 'main', tabindex: '-1' });
const announcement = h('p', { class: 'unseen', role: 'status' });
let shownKey: string | undefined;
let shownAddress = '';

startTheme();
void start();

async function start(): Promise<void> {
  document.body.append(
    h('a', { class: 'skip', href: '#main' }, 'Skip to the content'),
    masthead(location.pathname),
    main,
    announcement,
  );
  window.addEventListener('popstate', () => {
    // A jump within the page is not another page.
    if (shownAddress !== addressOfPage()) void draw();
  });
  await draw();
  setInterval(() => void refresh(), refreshEvery);
}

/** Draws the page that the address names. */
async function draw(): Promise<void> {
  main.setAttribute('aria-busy', 'true');
  shownAddress = addressOfPage();
  try {
    const status = await getJson<ApiStatus>('/api/status');
    shownKey = status.key;
    document.dispatchEvent(new CustomEvent('sparkify:status', { detail: status }));
    forgetThemeListeners();
    await drawPage(status);
  } catch (error) {
    shownKey = undefined; // the next refresh that is answered draws the page
    replace(main, h('div', { class: 'page' }, problem(error)));
  } finally {
    main.setAttribute('aria-busy', 'false');
  }
}

function addressOfPage(): string {
  return location.pathname + location.search;
}

async function drawPage(status: ApiStatus): Promise<void> {
  switch (location.pathname) {
    case '/data': {
      const { dataPage } = await import('./data-page.ts');
      return show('Data', await dataPage(status));
    }
    case '/model': {
      const { modelPage } = await import('./model-page.ts');
      return show('Model', await modelPage());
    }
    case '/sql': {
      const { sqlPage } = await import('./sql-page.ts');
      return show('SQL', await sqlPage());
    }
    default:
      drawOverview(status);
  }
}

function drawOverview(status: ApiStatus): void {
  const filters = readFilters(location.search);
  const view = liveView(status, filters, { onFilter, onPlay: showWhy });
  document.title = 'Overview · Sparkify';
  const focused = document.activeElement?.id;
  replace(main, filterBar(view, onFilter), h('div', { class: 'page' }, overview(view)));
  if (focused) document.getElementById(focused)?.focus();
}

function onFilter(filters: UrlFilters): void {
  history.pushState(null, '', `${location.pathname}${writeFilters(filters)}`);
  void draw();
}

function show(title: string, content: Node): void {
  document.title = `${title} · Sparkify`;
  replace(main, h('div', { class: 'page' }, content));
}

/** Draws anew when a run was published; nobody loses what they are typing. */
async function refresh(): Promise<void> {
  if (document.hidden) return;
  const status = await getJson<ApiStatus>('/api/status').catch(() => undefined);
  if (status === undefined) return;
  document.dispatchEvent(new CustomEvent('sparkify:status', { detail: status }));
  if (shownKey === status.key || (location.pathname === '/sql' && shownKey !== undefined) || isTyping())
    return;
  if (shownKey === undefined) return await draw();
  shownKey = status.key;
  announcement.textContent = `Run ${status.run?.run_id} was published; the page shows it.`;
  const asTables = shownAsTable();
  await draw();
  for (const question of asTables) {
    const button = document.querySelector<HTMLElement>(
      `[data-question="${question}"] [aria-pressed="false"].as-table`,
    );
    button?.click();
  }
}

/** Whether a field has the focus and a text that was not applied yet; drawing would apply it or lose it. */
function isTyping(): boolean {
  const field = document.activeElement;
  return field instanceof HTMLInputElement && main.contains(field) && field.value !== field.defaultValue;
}

/** The questions that are shown as a table now. */
function shownAsTable(): readonly string[] {
  return [...document.querySelectorAll('.as-table[aria-pressed="true"]')].map(
    (button) => button.closest<HTMLElement>('[data-question]')?.dataset.question ?? '',
  );
}
