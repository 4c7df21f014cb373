import { UsageError } from '../errors.ts';
import type { Rhythm } from './calendar.ts';
import { runningTotals } from './random.ts';

/** A page of the site as one kind of visitor gets it: what eventsim's config files call a state. */
export interface StateDescription {
  readonly page: string;
  readonly method: string;
  readonly status: number;
  readonly auth: string;
  readonly level: string;
}

/** The behaviour of users as a config file describes it; times in seconds, see `docs/simulate.md`. */
export interface ModelDescription extends Rhythm {
  /** Mean time between two pages, for the average user. */
  readonly alpha: number;
  /** Mean time between two sessions, for the average user. */
  readonly beta: number;
  /** Least time from the end of a session to a candidate for the next. */
  readonly sessionGap: number;
  /** Who has this auth at the end of a session never comes back. */
  readonly churnedState: string | null;
  readonly newUserAuth: string;
  readonly newUserLevel: string;
  readonly levels: readonly { readonly level: string; readonly weight: number }[];
  readonly auths: readonly { readonly auth: string; readonly weight: number }[];
  readonly showUserDetails: readonly { readonly auth: string; readonly show: boolean }[];
  readonly newSession: readonly (StateDescription & { readonly weight: number })[];
  readonly transitions: readonly {
    readonly source: StateDescription;
    readonly dest: StateDescription;
    readonly p: number;
  }[];
}

/** A {@link ModelDescription} made ready for running: states are numbers, probabilities running totals. */
export interface Model extends Rhythm {
  readonly alpha: number;
  readonly beta: number;
  readonly sessionGap: number;
  readonly states: readonly State[];
  /** The kinds of users at the start, with the running totals of their weights. */
  readonly userKinds: readonly FirstStates[];
  readonly userKindTotals: readonly number[];
  /** Where the sessions of users who arrive later begin. */
  readonly newUser: FirstStates;
}

export interface State extends StateDescription {
  readonly playsSong: boolean;
  readonly redirects: boolean;
  readonly showsUser: boolean;
  readonly churned: boolean;
  readonly next: readonly number[];
  /** Running totals of the probabilities of `next`; what is missing to 1 ends the session. */
  readonly nextTotals: readonly number[];
  /** Where the next session of a user begins who ends one here; no states: the user never comes back. */
  readonly firstStates: FirstStates;
}

export interface FirstStates {
  readonly states: readonly number[];
  readonly totals: readonly number[];
}

/** Throws a {@link UsageError} that names the key where the description contradicts itself. */
export function compileModel(description: ModelDescription, origin = 'The model'): Model {
  const { states, numberOf } = numberStates(description);
  const first = new Map<string, { states: number[]; weights: number[] }>();
  for (const { weight, ...state } of description.newSession) {
    const key = `${state.auth}/${state.level}`;
    const entry = first.get(key) ?? { states: [], weights: [] };
    entry.states.push(numberOf(state));
    entry.weights.push(weight);
    first.set(key, entry);
  }
  const firstStates = new Map(
    Array.from(first, ([key, { states, weights }]) => [key, { states, totals: runningTotals(weights) }]),
  );
  const firstOf = (auth: string, level: string): FirstStates =>
    firstStates.get(`${auth}/${level}`) ?? { states: [], totals: [] };
  const startOf = (auth: string, level: string, key: string): FirstStates => {
    const found = firstOf(auth, level);
    if ((found.totals.at(-1) ?? 0) > 0) return found;
    throw new UsageError(
      'SPK-903',
      `${origin}: "${key}" makes users who are ${auth} and ${level}, but "new-session" has no page for them to begin on.`,
      { hints: [`Add an entry to "new-session" with "auth": "${auth}" and "level": "${level}".`] },
    );
  };

  const next = states.map(() => ({ states: [] as number[], probabilities: [] as number[] }));
  for (const { source, dest, p } of description.transitions) {
    const from = next[numberOf(source)];
    from?.states.push(numberOf(dest));
    from?.probabilities.push(p);
  }
  const shows = new Map(description.showUserDetails.map(({ auth, show }) => [auth, show]));
  const kinds = description.levels.flatMap(({ level, weight }) =>
    description.auths.map((auth) => ({ auth: auth.auth, level, weight: weight * auth.weight })),
  );
  return {
    alpha: description.alpha,
    beta: description.beta,
    sessionGap: description.sessionGap,
    damping: description.damping,
    weekendDamping: description.weekendDamping,
    weekendDampingOffset: description.weekendDampingOffset,
    weekendDampingScale: description.weekendDampingScale,
    userKinds: kinds.map(({ auth, level, weight }) =>
      weight > 0 ? startOf(auth, level, 'auths" with "levels') : firstOf(auth, level),
    ),
    userKindTotals: runningTotals(kinds.map(({ weight }) => weight)),
    newUser: startOf(
      description.newUserAuth,
      description.newUserLevel,
      'new-user-auth" with "new-user-level',
    ),
    states: states.map((state, number) => {
      const nextTotals = runningTotals(next[number]?.probabilities ?? []);
      if ((nextTotals.at(-1) ?? 0) > 1 + 1e-9) throw tooProbable(origin, state, nextTotals.at(-1) ?? 0);
      return {
        ...state,
        playsSong: state.page === 'NextSong',
        redirects: state.status >= 300 && state.status <= 398,
        showsUser: shows.get(state.auth) ?? false,
        churned: state.auth === description.churnedState,
        next: next[number]?.states ?? [],
        nextTotals,
        firstStates: firstOf(state.auth, state.level),
      };
    }),
  };
}

function numberStates({ transitions, newSession }: ModelDescription) {
  const numbers = new Map<string, number>();
  const states: StateDescription[] = [];
  const numberOf = ({ page, auth, status, method, level }: StateDescription): number => {
    const key = JSON.stringify([page, auth, status, method, level]);
    let number = numbers.get(key);
    if (number === undefined) {
      number = states.push({ page, method, status, auth, level }) - 1;
      numbers.set(key, number);
    }
    return number;
  };
  for (const { source, dest } of transitions) {
    numberOf(source);
    numberOf(dest);
  }
  for (const state of newSession) numberOf(state);
  return { states, numberOf };
}

function tooProbable(origin: string, { page, auth, level }: StateDescription, sum: number): UsageError {
  return new UsageError(
    'SPK-903',
    `${origin}: "transitions" out of ${page} (${auth}, ${level}) have probabilities that add up to ${Number(sum.toFixed(6))}, expected at most 1.`,
    { hints: ['What is missing to 1 is the probability that the session ends on that page.'] },
  );
}
