import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { readProblem } from '../file-problem.ts';
import { jsonProblem } from '../json-problem.ts';
import { kebabCase } from '../letter-case.ts';
import { defaultModel } from './default-model.ts';
import type { ModelDescription } from './model.ts';

const rate = z.number().nonnegative();
const probability = z.number().min(0).max(1);
const weight = z.int().nonnegative();
const text = z.string().min(1);
const wholeNumber = z.int().nonnegative();
const state = z.object({ page: text, method: text, status: z.int(), auth: text, level: text });

/** The keys of a config file: `nUsers` is written `n-users` there. */
const keys = z.object({
  seed: z.int().default(0),
  startDate: text.optional(),
  endDate: text.optional(),
  nUsers: z.int().positive().optional(),
  firstUserId: wholeNumber.optional(),
  growthRate: rate.default(0),
  attritionRate: rate.default(0),
  tag: z.string().nullable().default(null),
  upgrades: z.unknown().optional(),
  downgrades: z.unknown().optional(),
  // The others are of the model.
  alpha: z.number().positive().default(60),
  beta: z.number().positive().default(259_200),
  damping: rate.default(0.0625),
  weekendDamping: probability.default(0.5),
  weekendDampingOffset: z.number().min(0).max(720).default(6),
  weekendDampingScale: z.number().min(0).max(1440).default(6),
  sessionGap: wholeNumber.default(1800),
  churnedState: z.string().nullable().default(null),
  newUserAuth: text.default('Guest'),
  newUserLevel: text.default('free'),
  levels: z
    .array(z.object({ level: text, weight }))
    .readonly()
    .default(defaultModel.levels),
  auths: z
    .array(z.object({ auth: text, weight }))
    .readonly()
    .default(defaultModel.auths),
  showUserDetails: z
    .array(z.object({ auth: text, show: z.boolean() }))
    .readonly()
    .default(defaultModel.showUserDetails),
  newSession: z
    .array(z.object({ ...state.shape, weight }))
    .readonly()
    .default(defaultModel.newSession),
  transitions: z
    .array(z.object({ source: state, dest: state, p: probability }))
    .readonly()
    .default(defaultModel.transitions),
});

type Keys = z.infer<typeof keys>;

/** What an eventsim config file says; scalars that it leaves out have eventsim's own defaults, lists those of ours. */
export interface ConfigFile extends Omit<Keys, keyof ModelDescription | 'upgrades' | 'downgrades'> {
  readonly path: string;
  readonly model: ModelDescription;
  /** Keys that mean nothing here: a slip of the pen, or something of a fork of eventsim. */
  readonly unknownKeys: readonly string[];
}

/**
 * Reads a config file of eventsim. Throws a {@link UsageError} that names every key that is wrong, what was expected
 * there and what came.
 */
export async function readConfigFile(path: string): Promise<ConfigFile> {
  const document = parseJson(path, await readText(path));
  const names = Object.keys(keys.shape);
  const parsed = keys.safeParse(isRecord(document) ? inCamelCase(document, names) : document);
  if (!parsed.success) throw wrongKeys(path, document, parsed.error.issues);
  const { seed, startDate, endDate, nUsers, firstUserId, growthRate, attritionRate, tag, ...rest } =
    parsed.data;
  const { upgrades: _, downgrades: __, ...model } = rest;
  const known = new Set(names.map(kebabCase));
  const unknownKeys = Object.keys(document as object).filter((key) => !known.has(key));
  return {
    path,
    seed,
    startDate,
    endDate,
    nUsers,
    firstUserId,
    growthRate,
    attritionRate,
    tag,
    model,
    unknownKeys,
  };
}

function isRecord(document: unknown): document is Readonly<Record<string, unknown>> {
  return typeof document === 'object' && document !== null && !Array.isArray(document);
}

function inCamelCase(document: Readonly<Record<string, unknown>>, names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, document[kebabCase(name)]]));
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new UsageError('SPK-902', `The config file ${path} cannot be read: ${readProblem(cause)}.`, {
      cause,
    });
  }
}

function parseJson(path: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new UsageError('SPK-902', `${path} is not JSON, so it cannot be a config file of eventsim.`, {
      cause,
      details: [jsonProblem(cause)],
    });
  }
}

function wrongKeys(path: string, document: unknown, issues: readonly z.core.$ZodIssue[]): UsageError {
  const lines = issues.map((issue) => {
    const place = issue.path.map((key, depth) => (depth === 0 ? kebabCase(String(key)) : key));
    const came = place.reduce<unknown>(
      (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
      document,
    );
    return `${keyPath(place)} should be ${expectation(issue)}, but ${came === undefined ? 'is missing' : `is ${JSON.stringify(came)}`}`;
  });
  return new UsageError(
    'SPK-902',
    `${path}: ${lines[0]}${lines.length > 1 ? `, and ${lines.length - 1} more` : ''}.`,
    {
      details: lines.slice(1, 10),
      hints: ['docs/simulate.md lists the keys of a config file.'],
    },
  );
}

/** `transitions[3].source.status`. */
function keyPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the file';
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .slice(1);
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return nameOfType(issue.expected);
    case 'too_small':
      if (issue.origin === 'string') return 'a text that is not empty';
      return `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
    case 'too_big':
      return `at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

function nameOfType(expected: string): string {
  switch (expected) {
    case 'int':
      return 'a whole number';
    case 'object':
      return 'an object';
    case 'array':
      return 'a list';
    case 'string':
      return 'a text';
    case 'boolean':
      return 'true or false';
    default:
      return `a ${expected}`;
  }
}
