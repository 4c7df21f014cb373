/**
 * The text of the first element of this name, entities still encoded; empty where there is none. S3's documents are flat, and
 * a whole XML parser takes ten times as long: `docs/decisions/own-code.md`.
 */
export function element(xml: string, name: string): string {
  const start = xml.indexOf(`<${name}>`);
  return start === -1 ? '' : xml.slice(start + name.length + 2, xml.indexOf('</', start));
}

/** The text that entities of XML mean. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hexadecimal, decimal, name) => {
    if (name !== undefined) return entities[name] ?? whole;
    return String.fromCodePoint(
      hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16),
    );
  });
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
