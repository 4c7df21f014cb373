import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { literalPrefix, parsePattern } from '../../src/sources/path-pattern.ts';

function matches(pattern: string, path: string): boolean {
  const patterns = parsePattern(pattern) ?? [];
  return patterns.some(({ folder, matches }) => {
    const below = folder === '' ? '' : `${folder}/`;
    return path.startsWith(below) && matches(path.slice(below.length));
  });
}

describe('a pattern', () => {
  test.each([
    ['logs/*', 'logs/a.json'],
    ['logs/*', 'logs/a'],
    ['logs/2018-11-0[1-9]*.json', 'logs/2018-11-03-events.json'],
    ['logs/{11,12}/*', 'logs/12/a.json'],
    ['{logs/11,more/12}/*.json', 'more/12/a.json'],
    ['logs/**/*.json', 'logs/a.json'],
    ['logs/**/*.json', 'logs/2018/11/a.json'],
    ['logs/**', 'logs/2018/11/a.json'],
    ['logs/*/*.json', 'logs/_month=11/a.json'],
    ['logs/**/*.json', 'logs/year=2018/_month=11/a.json'],
    ['logs/_*', 'logs/_a.json'],
    ['logs/.*/x', 'logs/.git/x'],
    ['_logs/*', '_logs/a.json'],
    ['logs/a\\*/*', 'logs/a*/x.json'],
    ['logs/?.json', 'logs/a.json'],
  ])('%s matches %s', (pattern, path) => {
    expect(matches(pattern, path)).toBe(true);
  });

  test.each([
    ['logs/*', 'logs/11/a.json'],
    ['logs/*', 'logs/_SUCCESS'],
    ['logs/*', 'logs/._a.json'],
    ['logs/*', 'logs/_month=11'],
    ['logs/*/*', 'logs/_temporary/a.json'],
    ['logs/**/*.json', 'logs/2018/_temporary/0/a.json'],
    ['logs/**', 'logs/.git/config'],
    ['logs/**/_*', 'logs/_x/_y'],
    ['logs/_*', 'logs/.a.json'.replace('.a', 'a')],
    ['logs/?.json', 'logs/ab.json'],
    ['logs/*.json', 'logs/a.txt'],
  ])('%s does not match %s', (pattern, path) => {
    expect(matches(pattern, path)).toBe(false);
  });

  test.each(['logs', 'logs/a.json', 'it{s', 'a\\*b', '!x', 'a b', '[', 'year=2018/x'])(
    '%s is none',
    (text) => {
      expect(parsePattern(text)).toBeUndefined();
    },
  );

  test('knows what all of its paths begin with', () => {
    expect(literalPrefix('logs/2018/11/*')).toBe('logs/2018/11/');
    expect(literalPrefix('logs/2018-11-0[1-3]*')).toBe('logs/2018-11-0');
    expect(literalPrefix('logs/{11,12}/*')).toBe('logs/1');
    expect(literalPrefix('logs/a.json')).toBe('logs/a.json');
    expect(literalPrefix('*')).toBe('');
  });

  test('enters each folder of a file that it matches, and its paths begin with its prefix', () => {
    const name = fc.constantFrom('a', 'b', 'ab', '_x', '.y', '_k=v', 'a.json');
    const part = fc.constantFrom('*', '**', 'a*', '?', '_*', 'a', '{a,b}', '*.json', '[ab]');
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.array(name, { minLength: 1, maxLength: 5 }),
        (parts, names) => {
          for (const { folder, prefix, matches, mayMatchIn } of parsePattern(parts.join('/')) ?? []) {
            const start = folder === '' ? '' : `${folder}/`;
            const path = names.join('/');
            if (!path.startsWith(start) || !matches(path.slice(start.length))) continue;
            expect(path.startsWith(prefix)).toBe(true);
            const below = path.slice(start.length).split('/');
            for (let depth = 1; depth < below.length; depth++)
              expect(mayMatchIn(below.slice(0, depth).join('/'))).toBe(true);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
