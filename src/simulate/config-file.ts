import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { readProblem } from '../file-problem.ts';
import { jsonProblem } from '../json-problem.ts';
import { defaultModel } from './default-model.ts';
import type { ModelDescription } from './model.ts';

/** What an eventsim config file says; scalars that it leaves out have eventsim's own defaults, lists those of ours. */
export interface ConfigFile {
  readonly path: string;
  readonly model: ModelDescription;
  readonly seed: number;
  readonly users: number | undefined;
  readonly firstUserId: number | undefined;
  readonly startDate: string | undefined;
  readonly endDate: string | undefined;
  readonly growth: number;
  readonly attrition: number;
  readonly tag: string | null;
  /** Keys that mean nothing here: a slip of the pen, or something of a fork of eventsim. */
  readonly unknownKeys: readonly string[];
}

const rate = z.number().nonnegative();
const probability = z.number().min(0).max(1);
const weight = z.int().nonnegative();
const text = z.string().min(1);
const wholeNumber = z.int().nonnegative();
const state = z.object({ page: text, method: text, status: z.int(), auth: text, level: text });

const keys = z.object({
  seed: z.int().default(0),
  alpha: z.number().positive().default(60),
  beta: z.number().positive().default(259_200),
  damping: rate.default(0.0625),
  'weekend-damping': probability.default(0.5),
  'weekend-damping-offset': z.number().min(0).max(720).default(6),
  'weekend-damping-scale': z.number().min(0).max(1440).default(6),
  'session-gap': wholeNumber.default(1800),
  'start-date': text.optional(),
  'end-date': text.optional(),
  'n-users': z.int().positive().optional(),
  'first-user-id': wholeNumber.optional(),
  'growth-rate': rate.default(0),
  'attrition-rate': rate.default(0),
  tag: z.string().nullable().default(null),
  'churned-state': z.string().nullable().default(null),
  'new-user-auth': text.default('Guest'),
  'new-user-level': text.default('free'),
  transitions: z.array(z.object({ source: state, dest: state, p: probability })).optional(),
  'new-session': z.array(z.object({ ...state.shape, weight })).optional(),
  'show-user-details': z.array(z.object({ auth: text, show: z.boolean() })).optional(),
  levels: z.array(z.object({ level: text, weight })).optional(),
  auths: z.array(z.object({ auth: text, weight })).optional(),
  upgrades: z.unknown().optional(),
  downgrades: z.unknown().optional(),
});

/**
 * Reads a config file of eventsim. Throws a {@link UsageError} that names every key that is wrong, what was expected
 * there and what came.
 */
export async function readConfigFile(path: string): Promise<ConfigFile> {
  const document = parseJson(path, await readText(path));
  const parsed = keys.safeParse(document);
  if (!parsed.success) throw wrongKeys(path, document, parsed.error.issues);
  const config = parsed.data;
  return {
    path,
    seed: config.seed,
    users: config['n-users'],
    firstUserId: config['first-user-id'],
    startDate: config['start-date'],
    endDate: config['end-date'],
    growth: config['growth-rate'],
    attrition: config['attrition-rate'],
    tag: config.tag,
    unknownKeys: Object.keys(document as object).filter((key) => !(key in keys.shape)),
    model: {
      alpha: config.alpha,
      beta: config.beta,
      damping: config.damping,
      weekendDamping: config['weekend-damping'],
      weekendDampingOffset: config['weekend-damping-offset'],
      weekendDampingScale: config['weekend-damping-scale'],
      sessionGap: config['session-gap'],
      churnedState: config['churned-state'],
      newUserAuth: config['new-user-auth'],
      newUserLevel: config['new-user-level'],
      levels: config.levels ?? defaultModel.levels,
      auths: config.auths ?? defaultModel.auths,
      showUserDetails: config['show-user-details'] ?? defaultModel.showUserDetails,
      newSession: config['new-session'] ?? defaultModel.newSession,
      transitions: config.transitions ?? defaultModel.transitions,
    },
  };
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
    const came = issue.path.reduce<unknown>(
      (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
      document,
    );
    return `${keyPath(issue.path)} should be ${expectation(issue)}, but ${came === undefined ? 'is missing' : `is ${JSON.stringify(came)}`}`;
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
