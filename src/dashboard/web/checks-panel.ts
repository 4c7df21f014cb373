import type { ApiCheck, ApiLastCheck } from '../api.ts';
import { problem } from './card.ts';
import { h, replace } from './dom.ts';
import { formatAge } from './format.ts';
import { getJson } from './get-json.ts';
import { panel } from './panel.ts';

/** The checks with what they found in the newest run; they can be run again on what is published. */
export function checksPanel(last: readonly ApiLastCheck[]): HTMLElement {
  const content = h('div', {}, results(last, whenChecked(last)));
  const again = h(
    'button',
    { type: 'button', class: 'icon-button', on: { click: () => void checkAgain() } },
    'Check again now',
  );
  return panel(
    'Checks',
    4,
    'Each is a query for bad rows; none means passed.',
    content,
    h('p', { class: 'check-again' }, again),
  );

  async function checkAgain(): Promise<void> {
    again.disabled = true;
    content.setAttribute('aria-busy', 'true');
    try {
      const found = await getJson<readonly ApiCheck[]>('/api/checks');
      replace(content, results(found, 'on all that is published, just now'));
    } catch (error) {
      replace(content, problem(error));
    } finally {
      content.setAttribute('aria-busy', 'false');
      again.disabled = false;
    }
  }
}

function whenChecked([check]: readonly ApiLastCheck[]): string {
  if (check === undefined) return '';
  const { run_id, checked_at } = check;
  return `in run ${run_id}, ${formatAge(checked_at, new Date())} (${checked_at.slice(0, 19)} UTC)`;
}

function results(checks: readonly (ApiLastCheck | ApiCheck)[], when: string): HTMLElement {
  const passed = checks.filter((check) => check.passed).length;
  return h(
    'div',
    { role: 'status' },
    h(
      'p',
      { class: passed === checks.length ? 'passed' : 'failed' },
      checks.length === 0 ? 'No run has been checked yet.' : `${passed} of ${checks.length} passed ${when}.`,
    ),
    h('ul', { class: 'checks' }, ...checks.map(checkLine)),
  );
}

function checkLine(check: ApiLastCheck | ApiCheck): HTMLElement {
  const { name, claim, passed } = check;
  return h(
    'li',
    {},
    h('span', { class: passed ? 'passed' : 'failed' }, passed ? '✓ ' : '✗ '),
    h('span', { title: claim }, name.replaceAll('-', ' ')),
    !passed && 'bad_rows' in check && h('pre', { tabindex: '0' }, JSON.stringify(check.bad_rows, null, 1)),
  );
}
