/** Options that a state carries with it: to change one would be another simulation. */
export const carried = [
  'users',
  'from',
  'seed',
  'config',
  'growth',
  'attrition',
  'songs',
  'catalogue',
  'catalogueShare',
  'dirty',
  'gzip',
  'mojibake',
] as const;

/** For a hint at `simulate --resume`: without what the state carries, and without the end of the period before. */
export const forResume: Readonly<Record<string, false>> = Object.fromEntries(
  [...carried, 'until'].map((name) => [name, false] as const),
);
