/** An SVG element as a value: a page makes nodes of it, a file text. */
export interface Drawing {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  readonly children: readonly (Drawing | string)[];
}

export function svg(
  tag: string,
  attributes: Drawing['attributes'],
  ...children: Drawing['children']
): Drawing {
  return { tag, attributes, children };
}

/** The text of a drawing. */
export function writeDrawing({ tag, attributes, children }: Drawing): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`);
  const inner = children.map((child) => (typeof child === 'string' ? escapeXml(child) : writeDrawing(child)));
  return `<${tag}${written.join('')}>${inner.join('')}</${tag}>`;
}

/** A text as XML and HTML hold it, also in an attribute. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
