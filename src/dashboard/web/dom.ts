import type { Drawing } from '../../schema/drawing.ts';

type Child = Node | string | number | null | undefined | false;

interface Properties {
  readonly class?: string | undefined;
  readonly on?: Readonly<Record<string, (event: Event) => void>>;
  /** Set by script, which the content security policy allows; a style attribute would be refused. */
  readonly style?: Readonly<Record<string, string>>;
  readonly [attribute: string]: unknown;
}

/** Makes an element. Texts become text nodes: nothing that comes from the data is ever read as markup. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  fill(element, properties, children);
  return element;
}

/** The same for SVG. */
export function svg(tag: string, properties: Properties = {}, ...children: readonly Child[]): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  fill(element, properties, children);
  return element;
}

/** A drawing as an element. */
export function drawn({ tag, attributes, children }: Drawing): SVGElement {
  return svg(tag, attributes, ...children.map((child) => (typeof child === 'string' ? child : drawn(child))));
}

function fill(element: HTMLElement | SVGElement, properties: Properties, children: readonly Child[]): void {
  const { on = {}, style = {}, ...attributes } = properties;
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
  for (const [name, value] of Object.entries(style)) element.style.setProperty(name, value);
  append(element, children);
}

export function append(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.append(typeof child === 'number' ? String(child) : child);
  }
}

/** Takes everything out of an element and puts `children` in. */
export function replace(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren();
  append(element, children);
}
