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
  if (a === b) return 1;
  const pairs = pairsOf(a);
  const others = pairsOf(b);
  let common = 0;
  for (const [pair, count] of pairs) common += Math.min(count, others.get(pair) ?? 0);
  const total = a.length + b.length - 2;
  return total <= 0 ? 0 : (2 * common) / total;
}

function pairsOf(text: string): ReadonlyMap<string, number> {
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < text.length; at++) {
    const pair = text.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}
