import type { ComponentChildren } from 'preact';
import { useFragment } from './use-fragment.ts';

export type Width = 4 | 5 | 6 | 7 | 8 | 12;

interface PanelProps {
  readonly title: string;
  /** How many of the page's twelve columns it takes. */
  readonly width: Width;
  readonly note?: ComponentChildren;
  readonly id?: string;
  readonly children: ComponentChildren;
}

/** A titled box on the pages that ask no question. */
export function Panel({ title, width, note, id, children }: PanelProps) {
  const place = useFragment(id);
  return (
    <section class={`card width-${width}`} id={id} ref={place}>
      <header>
        <h2>{title}</h2>
        {note !== undefined && <p class="card-note">{note}</p>}
      </header>
      <div class="card-body">{children}</div>
    </section>
  );
}
