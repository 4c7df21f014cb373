/**
 * The grammar of one JSON value (RFC 8259) as a table: a byte in a state leads to `transitions[state * 256 + byte]`. That is
 * the next state or, from {@link firstAction} on, what else the byte does.
 */
export const transitions = new Uint8Array(64 * 256);

export const firstAction = 248;
export const openObject = 248;
export const openArray = 249;
/** Ends an object or array. */
export const close = 250;
/** Ends another value. */
export const ends = 251;
/** Is the first one behind a number, which has no last byte of its own. */
export const endsBefore = 252;
/** Is a NUL in a text. That is no JSON, but leaves no doubt about where the value ends. */
export const nul = 253;
/** Is none that a value has here. */
export const breaks = 254;

transitions.fill(breaks);
let states = 0;
const newState = (): number => states++;

export const value = newState();
export const firstElement = newState();
export const afterElement = newState();
export const firstKey = newState();
const key = newState();
const colon = newState();
export const afterMember = newState();
const text = newState();
const keyText = newState();
const minus = newState();
const zero = newState();
const whole = newState();
const point = newState();
const fraction = newState();
const exponent = newState();
const sign = newState();
const power = newState();

/** How many bytes back a number ends, by the state in which it breaks off: of `1.x` and of `1e+` the value is 1. */
export const bytesBehindNumber: ReadonlyMap<number, number> = new Map([
  ...[zero, whole, fraction, power].map((state) => [state, 0] as const),
  ...[point, exponent].map((state) => [state, 1] as const),
  [sign, 2],
]);

function on(state: number, characters: string, next: number): void {
  for (const character of characters) transitions[state * 256 + character.charCodeAt(0)] = next;
}

/** Leads through a new state between each two steps, which are the characters that may come next. */
function spell(state: number, [characters = '', ...others]: readonly string[], next: number): void {
  const following = others.length === 0 ? next : newState();
  on(state, characters, following);
  if (others.length > 0) spell(following, others, next);
}

for (const state of [value, firstElement, afterElement, firstKey, key, colon, afterMember])
  on(state, ' \t\n\r', state);

on(firstElement, ']', close);
on(afterElement, ']', close);
on(afterElement, ',', value);
on(firstKey, '}', close);
on(firstKey, '"', keyText);
on(key, '"', keyText);
on(colon, ':', value);
on(afterMember, '}', close);
on(afterMember, ',', key);

const digits = '0123456789';
for (const state of [value, firstElement]) {
  on(state, '{', openObject);
  on(state, '[', openArray);
  on(state, '"', text);
  on(state, '-', minus);
  on(state, digits, whole);
  on(state, '0', zero);
  for (const word of ['true', 'false', 'null']) spell(state, [...word], ends);
}

const hex = `${digits}abcdefABCDEF`;
for (const state of [text, keyText]) {
  transitions.fill(state, state * 256 + 0x20, state * 256 + 256);
  on(state, '\0', nul);
  on(state, '"', state === keyText ? colon : ends);
  const escaped = newState();
  on(state, '\\', escaped);
  on(escaped, '"\\/bfnrt', state);
  spell(escaped, ['u', hex, hex, hex, hex], state);
}

for (const state of [zero, whole, fraction, power])
  transitions.fill(endsBefore, state * 256, state * 256 + 256);
on(minus, digits, whole);
on(minus, '0', zero);
for (const state of [whole, fraction, power]) on(state, digits, state);
for (const state of [zero, whole]) on(state, '.', point);
on(point, digits, fraction);
for (const state of [zero, whole, fraction]) on(state, 'eE', exponent);
on(exponent, '+-', sign);
for (const state of [exponent, sign]) on(state, digits, power);
