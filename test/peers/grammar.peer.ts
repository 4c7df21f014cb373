import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtInChecks } from '../../src/load/checks.ts';
import { readSql } from '../../src/sql.ts';
import { bindNamed } from '../../src/warehouse/named-parameters.ts';
import { expandOwnFunctions } from '../../src/warehouse/redshift/own-functions.ts';
import { whichHaveRows } from '../../src/warehouse/redshift/query-rare.ts';
import { root } from '../cli/sparkify.ts';

/** What a parser does not know although Redshift documents it, with the page. */
const documented: readonly (readonly [statement: RegExp, parser: string, page: string])[] = [
  [/^begin read only$/, 'sqlglot', 'https://docs.aws.amazon.com/redshift/latest/dg/r_BEGIN.html'],
  [/^lock [\w., ]+$/, 'sqlglot', 'https://docs.aws.amazon.com/redshift/latest/dg/r_LOCK.html'],
];

const { SPARKIFY_GRAMMARS_PYTHON: python } = process.env;

describe.skipIf(python === undefined)('sqlglot and sqlfluff (skipped where pip cannot get them)', () => {
  const checks = whichHaveRows(builtInChecks().map(({ statement }) => statement)).text;
  const statements = [...new Set([...ofFiles(), ...ofGolden(), asSent(checks)])];
  const run = spawnSync(python ?? '', [join(import.meta.dirname, 'grammar.py')], {
    input: JSON.stringify([...statements, 'select (1 from events']),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const said = () => JSON.parse(run.stdout) as readonly Readonly<Record<string, string | null>>[];

  test('take every statement that is sent to Redshift', () => {
    expect(run).toMatchObject({ status: 0 });
    expect(statements.length).toBeGreaterThan(100);
    const problems = statements.flatMap((sql, index) =>
      Object.entries(said()[index] ?? {}).flatMap(([parser, problem]) => {
        const isKnown = documented.some(([statement, of]) => of === parser && statement.test(sql));
        return problem === null || isKnown ? [] : [`${parser}: ${problem}\n${sql}`];
      }),
    );
    expect(problems).toEqual([]);
  });

  test('refuse what is no SQL', () => {
    expect(said().at(-1)).toEqual({ sqlglot: expect.any(String), sqlfluff: expect.any(String) });
  });
});

/** The statements of sql/ for Redshift, as they go over the wire. */
function ofFiles(): readonly string[] {
  return readdirSync(join(root, 'sql'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sql') && !/^duckdb\/|duckdb\.sql$/.test(name))
    .flatMap((name) =>
      readSql(name).statements.map(({ text }) =>
        asSent(isCondition(name, text) ? `select * from songplays where\n${text}` : text),
      ),
    );
}

/** A file of `filters/` is a condition of a saved query, or a select that saved queries name. */
const isCondition = (name: string, text: string) =>
  name.startsWith('filters/') && !/^(?:--[^\n]*\n|\s)*(?:select|with)\b/.test(text);

/** What else is sent: statements that are made in TypeScript. Those of sql/ are only named there. */
function ofGolden(): readonly string[] {
  const folder = join(root, 'test/sql/golden');
  return readdirSync(folder)
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split(/;\n/))
    .filter((text) => !/^-- sql\//m.test(text))
    .map((text) => asSent(text.replace(/^\s*--[^\n]*$/gm, '').trim()))
    .filter((text) => text !== '');
}

/** With a value for each parameter, since the parsers have no placeholders of the protocol. */
function asSent(sql: string): string {
  const text = expandOwnFunctions(sql);
  const names = [...text.matchAll(/\$([a-z]\w*)/g)].map((match) => match[1] ?? '');
  const bound = bindNamed(text, Object.fromEntries(names.map((name) => [name, 'a value']))).text;
  return bound.replace(/\$\d+/g, "'1'");
}
