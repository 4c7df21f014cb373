import { restDamping, warp } from './calendar.ts';
import type { EventRecords } from './event-records.ts';
import { compileModel, type FirstStates, type Model, type State } from './model.ts';
import { drawSong, type Popularity } from './popularity.ts';
import { Random, streams } from './random.ts';
import type { Settings } from './settings.ts';
import { drawProfile, type Users, yearMs } from './users.ts';

/** What all users share: the site, and the songs with their lengths in whole seconds. */
export interface World {
  readonly settings: Settings;
  readonly model: Model;
  readonly popularity: Popularity;
  readonly songSeconds: Int32Array;
}

/** @param lengths seconds of each song */
export function openWorld(settings: Settings, popularity: Popularity, lengths: readonly number[]): World {
  const model = compileModel(settings.model);
  return { settings, model, popularity, songSeconds: Int32Array.from(lengths, Math.floor) };
}

/** Lets users of one partition live: each is a process of its own, with a stream of random numbers of its own. */
export class Behaviour {
  private readonly world: World;
  private readonly users: Users;
  private readonly random = new Random();

  constructor(world: World, users: Users) {
    this.world = world;
    this.users = users;
  }

  /** Adds a user who was there at the start, and whose sessions go back to before it. */
  addFirstUser(ordinal: number): void {
    const { settings, model } = this.world;
    const row = this.add(ordinal);
    const beta = (this.users.beta[row] ?? 0) * 1000;
    const registration = this.users.registration[row] ?? 0;
    const kind = model.userKinds[this.random.weighted(model.userKindTotals)];
    let time = wholeSecondsFrom(registration, settings.origin - 2 * beta);
    do time = this.nextSessionStart(row, time);
    while (time < settings.origin - beta);
    this.beginSession(row, time, kind);
    this.random.store(this.users.random, row * 4);
  }

  /** Adds a user who arrives at `time`, and whose first session begins then. */
  addArrival(ordinal: number, time: number): void {
    const row = this.add(ordinal, time);
    this.beginSession(row, time, this.world.model.newUser);
    this.random.store(this.users.random, row * 4);
  }

  /** Adds a user of an earlier period, who goes on as that period ended. */
  restoreUser(ordinal: number, arrival?: number): void {
    const { settings, model } = this.world;
    this.users.add(ordinal, drawProfile(settings, model, ordinal, arrival));
  }

  private add(ordinal: number, arrival?: number): number {
    const { settings, model } = this.world;
    const row = this.users.add(ordinal, drawProfile(settings, model, ordinal, arrival));
    this.random.seed(settings.seed, streams.behaviour, ordinal);
    return row;
  }

  /** Lets everybody live until `until` (exclusive) and records what they do, from the start of the simulation on. */
  live(until: number, records: EventRecords): void {
    const { nextTime, count } = this.users;
    for (let row = 0; row < count; row++) {
      if ((nextTime[row] ?? Infinity) < until) this.liveOne(row, until, records);
    }
  }

  private liveOne(row: number, until: number, records: EventRecords): void {
    const { users, random } = this;
    const { states } = this.world.model;
    const { origin } = this.world.settings;
    random.load(users.random, row * 4);
    for (;;) {
      const time = users.nextTime[row] ?? Infinity;
      if (time >= until) break;
      const number = users.nextState[row] ?? 0;
      const item = users.nextItem[row] ?? 0;
      if (time >= origin) {
        records.add(time, row, number, users.nextSong[row] ?? 0, item, users.sessionSeen[row] === 0);
        users.sessionSeen[row] = 1;
      }
      const state = states[number] as State;
      const next = this.nextState(state);
      if (next < 0) this.endSession(row, time, state);
      else this.step(row, time, next, item + 1);
    }
    random.store(users.random, row * 4);
  }

  /** The number of the state that follows, or -1 where the session ends. */
  private nextState({ next, nextTotals }: State): number {
    const draw = this.random.uniform();
    for (let index = 0; index < nextTotals.length; index++) {
      if (draw < (nextTotals[index] ?? 0)) return next[index] ?? -1;
    }
    return -1;
  }

  private step(row: number, time: number, next: number, item: number): void {
    const { users, random } = this;
    const state = this.world.model.states[next] as State;
    const songEnd = users.songEnd[row] ?? 0;
    let at: number;
    if (state.redirects) at = time + 1000;
    else if (state.playsSong && songEnd > time) at = songEnd;
    else at = time + Math.floor(random.exponential(users.alpha[row] ?? 0)) * 1000;
    this.schedule(row, at, next, state, item);
  }

  private schedule(row: number, time: number, next: number, state: State, item: number): void {
    const { users, random, world } = this;
    users.nextTime[row] = time;
    users.nextState[row] = next;
    users.nextItem[row] = item;
    if (!state.playsSong) return;
    const song = drawSong(world.popularity, random);
    users.nextSong[row] = song;
    users.songEnd[row] = time + (world.songSeconds[song] ?? 0) * 1000;
  }

  private endSession(row: number, time: number, { churned, firstStates }: State): void {
    if (churned || firstStates.states.length === 0) {
      this.users.nextTime[row] = Infinity;
      return;
    }
    const start = this.nextSessionStart(row, time);
    const { attrition } = this.world.settings;
    const leaves = attrition > 0 && this.random.uniform() > Math.exp((-attrition * (start - time)) / yearMs);
    if (leaves) this.users.nextTime[row] = Infinity;
    else this.beginSession(row, start, firstStates);
  }

  private beginSession(row: number, time: number, first: FirstStates | undefined): void {
    const number = first?.states[this.random.weighted(first.totals)];
    if (number === undefined) {
      this.users.nextTime[row] = Infinity;
      return;
    }
    this.users.songEnd[row] = 0;
    this.users.sessionSeen[row] = 0;
    this.schedule(row, time, number, this.world.model.states[number] as State, 0);
  }

  /** When the session begins that follows on `time`: an exponential gap, bent by the hour, thinned on days of rest. */
  private nextSessionStart(row: number, time: number): number {
    const { model } = this.world;
    const { random } = this;
    const beta = this.users.beta[row] ?? 0;
    const gap = model.sessionGap * 1000;
    let after = time;
    for (;;) {
      const candidate = warp(after + Math.floor(random.exponential(beta)) * 1000 + gap, model.damping);
      if (candidate < after) {
        after += gap;
        continue;
      }
      const damping = restDamping(candidate, model);
      if (damping === 0 || random.uniform() >= damping) return candidate;
      after = candidate;
    }
  }
}

function wholeSecondsFrom(clock: number, time: number): number {
  return clock + Math.floor((time - clock) / 1000) * 1000;
}
