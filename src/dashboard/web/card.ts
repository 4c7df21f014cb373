import type { ApiAnswer } from '../api.ts';
import { h, replace } from './dom.ts';
import { showEvidence } from './evidence-dialog.ts';
import { ServerError } from './get-json.ts';
import { resultTable } from './result-table.ts';
import type { View } from './view.ts';

interface CardOptions {
  readonly title: string;
  readonly question: string;
  readonly view: View;
  /** How many of the page's twelve columns it takes. */
  readonly width: 4 | 5 | 6 | 7 | 8 | 12;
  readonly draw: (answer: ApiAnswer) => Node;
  /** A line below the title. */
  readonly note?: string | undefined;
}

/** A card that asks a question, draws the answer, and shows what it rests on. */
export function questionCard(options: CardOptions): HTMLElement {
  const { title, question, view, width, draw, note } = options;
  const body = h('div', { class: 'card-body' }, h('div', { class: 'skeleton', 'aria-hidden': 'true' }));
  const tableButton = h(
    'button',
    { type: 'button', class: 'icon-button as-table', 'aria-pressed': 'false' },
    'Table',
  );
  const infoButton = h(
    'button',
    {
      type: 'button',
      class: 'icon-button',
      'aria-label': `What “${title}” rests on`,
      on: { click: () => showEvidence(view, question, title) },
    },
    'Info',
  );
  let answered: ApiAnswer | undefined;
  tableButton.addEventListener('click', () => {
    const asTable = tableButton.getAttribute('aria-pressed') !== 'true';
    tableButton.setAttribute('aria-pressed', String(asTable));
    if (answered !== undefined) show(answered, asTable);
  });
  void fill();
  return h(
    'section',
    { class: `card width-${width}`, 'data-question': question, 'aria-busy': 'true' },
    h(
      'header',
      {},
      h('h2', {}, title),
      h('div', { class: 'card-tools' }, tableButton, infoButton),
      note !== undefined && h('p', { class: 'card-note' }, note),
    ),
    body,
  );

  async function fill(): Promise<void> {
    try {
      const answer = await view.ask(question);
      show(answer, tableButton.getAttribute('aria-pressed') === 'true');
      tableButton.setAttribute('aria-label', `“${title}” as a table`);
      answered = answer;
    } catch (error) {
      replace(body, problem(error));
    } finally {
      body.parentElement?.setAttribute('aria-busy', 'false');
    }
  }

  function show(answer: ApiAnswer, asTable: boolean): void {
    if (asTable) replace(body, resultTable(answer, { caption: title }));
    else if (answer.rows.length === 0) replace(body, nothing());
    else replace(body, draw(answer));
  }
}

export function nothing(): HTMLElement {
  return h('p', { class: 'nothing' }, 'No plays for these filters.');
}

/** An error where the answer would stand. */
export function problem(error: unknown): HTMLElement {
  const hints = error instanceof ServerError ? error.details.hints : [];
  return h(
    'div',
    { class: 'problem', role: 'alert' },
    h('p', {}, error instanceof Error ? error.message : String(error)),
    ...hints.map((hint) => h('p', { class: 'hint' }, hint)),
  );
}
