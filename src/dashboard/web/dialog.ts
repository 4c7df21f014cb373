import { h } from './dom.ts';

/** Opens a box over the page; Escape, the button and a click beside it close it, and the focus goes back. */
export function openDialog(title: string, content: Node): void {
  const close = (): void => dialog.close();
  const dialog: HTMLDialogElement = h(
    'dialog',
    {
      'aria-label': title,
      on: {
        close: () => dialog.remove(),
        click: (event) => event.target === dialog && close(),
      },
    },
    h(
      'div',
      { class: 'dialog-box' },
      h(
        'header',
        {},
        h('h2', {}, title),
        h('button', { type: 'button', class: 'icon-button', on: { click: close } }, 'Close'),
      ),
      content,
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
}

/** Terms and what they are. */
export function facts(...pairs: readonly (readonly [term: string, fact: Node | string])[]): HTMLElement {
  return h(
    'dl',
    { class: 'facts' },
    ...pairs.flatMap(([term, fact]) => [h('dt', {}, term), h('dd', {}, fact)]),
  );
}
