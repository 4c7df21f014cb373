import { h } from './dom.ts';

/** A titled box on the pages that ask no question. */
export function panel(
  title: string,
  width: 4 | 5 | 6 | 7 | 8 | 12,
  note: string | undefined,
  ...content: readonly (Node | false)[]
): HTMLElement {
  return h(
    'section',
    { class: `card width-${width}` },
    h('header', {}, h('h2', {}, title), note !== undefined && h('p', { class: 'card-note' }, note)),
    h('div', { class: 'card-body' }, ...content),
  );
}
