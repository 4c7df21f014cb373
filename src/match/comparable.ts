/**
 * A title or a name as it is compared when spelling does not count: without case, accents, punctuation, a leading
 * "the", and what follows "feat.". A text of signs alone stays as it is.
 */
export function comparable(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const alone = plain.replace(/[\s([]*\b(feat|ft|featuring)\b.*$/u, '');
  const words = (alone === '' ? plain : alone)
    .replace(/&/g, ' and ')
    .replace(/['’`´]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^the /, '');
  return words === '' ? text.trim() : words;
}

/** How alike two comparable texts are, 0 to 1: the share of letter pairs that both have (Dice, 1945). */
export function likeness(a: string, b: string): number {
  return likenessToEach([b])(a)[0] ?? 0;
}

/** How alike a text is to each of many, by an index of their letter pairs. */
export function likenessToEach(texts: readonly string[]): (text: string) => Float64Array {
  const holders = new Map<string, number[]>();
  for (const [index, text] of texts.entries()) {
    for (const pair of pairsOf(text)) {
      const found = holders.get(pair);
      if (found === undefined) holders.set(pair, [index]);
      else found.push(index);
    }
  }
  return (text) => {
    const common = new Float64Array(texts.length);
    for (const pair of pairsOf(text)) {
      for (const index of holders.get(pair) ?? []) common[index] = (common[index] ?? 0) + 1;
    }
    return common.map((count, index) => dice(count, text, texts[index] ?? ''));
  };
}

function dice(common: number, a: string, b: string): number {
  if (a === b) return 1;
  const total = a.length + b.length - 2;
  return total <= 0 ? 0 : (2 * common) / total;
}

/** Every pair of neighbouring letters, with a number where a text has it again. */
function pairsOf(text: string): readonly string[] {
  const counts = new Map<string, number>();
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => {
    const pair = text.slice(at, at + 2);
    const count = (counts.get(pair) ?? 0) + 1;
    counts.set(pair, count);
    return count === 1 ? pair : `${pair}${count}`;
  });
}
