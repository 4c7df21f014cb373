import { type Arrival, arrivals } from './arrivals.ts';
import { Behaviour, openWorld } from './behaviour.ts';
import { BlockMemory, type EventBlock } from './event-block.ts';
import { writeLines } from './event-lines.ts';
import { EventRecords } from './event-records.ts';
import { type LineParts, lineParts, type PlayedSongs } from './line-parts.ts';
import type { Popularity } from './popularity.ts';
import type { Settings } from './settings.ts';
import { type PartitionRows, partitionRows, restore, type UserRows } from './user-rows.ts';
import { Users } from './users.ts';

/** What it takes to simulate the users whose place in the order of arrival leaves `part` when divided by `parts`. */
export interface PartitionOptions {
  readonly settings: Settings;
  readonly songs: PlayedSongs;
  readonly popularity: Popularity;
  readonly part: number;
  readonly parts: number;
  /** Where the simulation goes on, in epoch milliseconds. */
  readonly start: number;
  /** The users as an earlier period left them, of all partitions; null at the beginning. */
  readonly resumed: UserRows | null;
}

/**
 * A share of the users. What each of them does depends on nobody else, so that the shares can be simulated in any
 * number of threads; the lines of all of them, merged by time and user, are the log.
 */
export class Partition {
  private readonly users = new Users();
  private readonly records = new EventRecords();
  private readonly parts: LineParts;
  private readonly behaviour: Behaviour;
  private readonly options: PartitionOptions;
  private readonly arriving: Iterator<Arrival, void>;
  private nextArrival: Arrival | undefined;
  private sliceStart: number;
  private memory = new BlockMemory();
  private spareMemory = new BlockMemory();

  constructor(options: PartitionOptions) {
    const { settings, songs, popularity, part, parts, start, resumed } = options;
    const world = openWorld(settings, popularity, songs.lengths);
    this.options = options;
    this.sliceStart = start;
    this.parts = lineParts(world.model, songs, settings);
    this.behaviour = new Behaviour(world, this.users);
    this.arriving = arrivals(settings);
    this.nextArrival = this.followingArrival();
    if (resumed === null) {
      for (let ordinal = part; ordinal < settings.users; ordinal += parts)
        this.behaviour.addFirstUser(ordinal);
      return;
    }
    for (let ordinal = part; ordinal < Math.min(settings.users, resumed.count); ordinal += parts) {
      this.behaviour.restoreUser(ordinal);
    }
    while (this.nextArrival !== undefined && this.nextArrival.ordinal < resumed.count) {
      const { ordinal, time } = this.nextArrival;
      if (ordinal % parts === part) this.behaviour.restoreUser(ordinal, time);
      this.nextArrival = this.followingArrival();
    }
    restore(this.users, resumed);
  }

  /** Simulates on until `until` (exclusive). A block is good until the next but one is asked for. */
  simulate(until: number): EventBlock {
    const { settings, part, parts } = this.options;
    for (
      ;
      this.nextArrival !== undefined && this.nextArrival.time < until;
      this.nextArrival = this.followingArrival()
    ) {
      const { ordinal, time } = this.nextArrival;
      if (ordinal % parts === part) this.behaviour.addArrival(ordinal, time);
    }
    this.records.clear();
    this.behaviour.live(until, this.records);
    const memory = this.spareMemory;
    this.spareMemory = this.memory;
    this.memory = memory;
    const block = writeLines(this.records, this.sliceStart, {
      users: this.users,
      parts: this.parts,
      firstUserId: settings.firstUserId,
      memory,
    });
    this.sliceStart = until;
    return block;
  }

  /** The users as they are now. */
  rows(): PartitionRows {
    return partitionRows(this.users);
  }

  private followingArrival(): Arrival | undefined {
    return this.arriving.next().value ?? undefined;
  }
}
