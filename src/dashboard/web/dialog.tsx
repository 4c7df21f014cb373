import { type ComponentChildren, Fragment } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

interface Shown {
  readonly title: string;
  readonly content: ComponentChildren;
}

let show: ((shown: Shown | undefined) => void) | undefined;

/** Opens a box over the page; Escape, the button and a click beside it close it, and the focus goes back. */
export function openDialog(title: string, content: ComponentChildren): void {
  show?.({ title, content });
}

/** The place of the page's one dialog. */
export function DialogPlace() {
  const [shown, setShown] = useState<Shown>();
  useEffect(() => {
    show = setShown;
    return () => {
      show = undefined;
    };
  }, []);
  return shown && <Dialog key={shown.title} {...shown} onClose={() => setShown(undefined)} />;
}

function Dialog({ title, content, onClose }: Shown & { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => dialog.current?.close();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the dialog closes by Escape, which the browser does
    <dialog
      ref={dialog}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <div class="dialog-box">
        <header>
          <h2>{title}</h2>
          <button type="button" class="icon-button" onClick={close}>
            Close
          </button>
        </header>
        {content}
      </div>
    </dialog>
  );
}

type Fact = readonly [term: string, fact: ComponentChildren];

/** Terms and their values; a term without one is left out. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map(
        ([term, fact]) =>
          fact !== undefined && (
            <Fragment key={term}>
              <dt>{term}</dt>
              <dd>{fact}</dd>
            </Fragment>
          ),
      )}
    </dl>
  );
}
