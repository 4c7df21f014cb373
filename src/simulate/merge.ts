import type { EventBlock } from './event-block.ts';

/** Where merged lines go. Returns a promise only where it has to wait, which is rare. */
export interface LineSink {
  write(block: EventBlock, line: number, session: number): Promise<void> | undefined;
}

/**
 * Puts the lines of all partitions into one order, by time, then user, then the user's own order, and numbers the
 * sessions in that order. So neither depends on how the users were shared out.
 */
export class Merger {
  events = 0;
  /** The id of the session that begins next. */
  nextSession: number;
  /** The id of each user's latest session, by place in the order of arrival. */
  sessions: Int32Array;
  private readonly sink: LineSink;

  constructor(sink: LineSink, nextSession: number, sessions: Int32Array) {
    this.sink = sink;
    this.nextSession = nextSession;
    this.sessions = sessions;
  }

  async merge(blocks: readonly EventBlock[]): Promise<void> {
    const lines = new Int32Array(blocks.length);
    for (;;) {
      const part = earliest(blocks, lines);
      const block = blocks[part];
      if (block === undefined) return;
      const line = lines[part] ?? 0;
      lines[part] = line + 1;
      this.events++;
      const waiting = this.sink.write(block, line, this.sessionOf(block.users[line] ?? 0));
      if (waiting !== undefined) await waiting;
    }
  }

  private sessionOf(user: number): number {
    if (user >= 0) return this.sessions[user] ?? 0;
    const ordinal = ~user;
    if (ordinal >= this.sessions.length) {
      const larger = new Int32Array(Math.max(64, ordinal * 2));
      larger.set(this.sessions);
      this.sessions = larger;
    }
    this.sessions[ordinal] = this.nextSession;
    return this.nextSession++;
  }
}

/** The block whose next line comes first, or -1 where all are at their end. */
function earliest(blocks: readonly EventBlock[], lines: Int32Array): number {
  let best = -1;
  let bestTime = Infinity;
  let bestUser = 0;
  for (let part = 0; part < blocks.length; part++) {
    const block = blocks[part] as EventBlock;
    const line = lines[part] ?? 0;
    if (line >= block.count) continue;
    const time = block.times[line] ?? 0;
    if (time > bestTime) continue;
    const mark = block.users[line] ?? 0;
    const user = mark < 0 ? ~mark : mark;
    if (time === bestTime && user > bestUser) continue;
    best = part;
    bestTime = time;
    bestUser = user;
  }
  return best;
}
