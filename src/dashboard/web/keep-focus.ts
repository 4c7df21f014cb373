/**
 * Keeps the place of the keyboard on the page: where a redraw removes the element with the focus, such as a row that a
 * filter leaves out, the one in its place gets it.
 */
export function keepFocus(): void {
  let left: { readonly element: Element; readonly box: Element; readonly index: number } | undefined;
  document.addEventListener('focusin', ({ target }) => {
    const box = target instanceof Element ? target.closest('.card, .filters') : null;
    // A dialog gives the focus back to what opened it.
    if (target instanceof Element && box !== null)
      left = { element: target, box, index: focusable(box).indexOf(target as HTMLElement) };
  });
  new MutationObserver(() => {
    if (left === undefined || left.element.isConnected || document.activeElement !== document.body) return;
    const all = focusable(left.box);
    (all[left.index] ?? all.at(-1))?.focus();
  }).observe(document.body, { childList: true, subtree: true });
}

function focusable(box: Element): readonly HTMLElement[] {
  return [
    ...box.querySelectorAll<HTMLElement>('a[href], button, input, select, summary, [tabindex="0"]'),
  ].filter((element) => element.checkVisibility());
}
