import { h } from 'preact';
import type { Drawing } from '../../schema/drawing.ts';

/** A drawing as SVG. */
export function Drawn({ drawing: { tag, attributes, children } }: { readonly drawing: Drawing }) {
  return h(
    tag as 'g',
    attributes as object,
    ...children.map((child, index) =>
      typeof child === 'string' ? child : h(Drawn, { drawing: child, key: index }),
    ),
  );
}
