/** The pattern of a message: its fixed words, and anything for each `…`. */
export function patternOf(text: string): RegExp {
  const fixed = text.split('…').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${fixed.join('.*')}$`, 's');
}
