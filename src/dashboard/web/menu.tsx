import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface MenuProps {
  readonly class: string;
  /** The content of its button; its props are those of the button. */
  readonly summary: ComponentChildren;
  readonly children: (close: () => void) => ComponentChildren;
}

/** A box that a button opens; Escape, a click beside it and leaving it by the keyboard close it. */
export function Menu({ class: name, summary, children }: MenuProps) {
  const place = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (place.current !== null) place.current.open = false;
  };
  useEffect(() => {
    const closeOutside = ({ target }: Event) =>
      target instanceof Node && place.current?.contains(target) === false && close();
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, []);
  return (
    <details
      class={name}
      ref={place}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || place.current?.open !== true) return;
        close();
        place.current.querySelector('summary')?.focus();
      }}
      onFocusOut={({ relatedTarget }) => {
        if (relatedTarget instanceof Node && place.current?.contains(relatedTarget) === false) close();
      }}
    >
      {summary}
      <div class="menu-entries">{children(close)}</div>
    </details>
  );
}
