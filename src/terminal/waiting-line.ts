import type { Terminal } from './terminal.ts';

/** How often a wait is reported where lines cannot be drawn over, in milliseconds. */
const reportedEvery = 30_000;

/** Shows a wait: each line replaces the one before on a terminal; elsewhere one line is printed every half a minute. */
export function waitingLine(terminal: Terminal, now: () => number): (line: string) => void {
  let reportedAt = Number.NEGATIVE_INFINITY;
  return (line) => {
    if (terminal.canDraw) return terminal.draw(line);
    if (now() - reportedAt < reportedEvery) return;
    reportedAt = now();
    terminal.note(line);
  };
}
