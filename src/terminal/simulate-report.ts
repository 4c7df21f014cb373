import type { Clock } from '../clock.ts';
import type { Hint } from '../hint.ts';
import { count, formatBytes, formatNumber, formatSeconds } from '../numbers.ts';
import { forResume } from '../simulate/carried.ts';
import type { Estimate, SimulateOptions, SimulateProgress } from '../simulate/options.ts';
import type { SimulateReport } from '../simulate/simulate.ts';
import { progressBar, progressLines } from './progress-line.ts';
import type { Terminal } from './terminal.ts';

/** Says what will be written, and how far it is. */
export function simulateSteps(
  terminal: Terminal,
  clock: Pick<Clock, 'now'>,
): Required<Pick<SimulateOptions, 'onEstimate' | 'onProgress'>> {
  return {
    onEstimate: (estimate) => {
      for (const line of describeEstimate(estimate)) terminal.note(line);
    },
    onProgress: progressLines(terminal, clock, describeProgress),
  };
}

/** Two digits: an estimate is no better than that. */
function describeEstimate({ users, from, until, events, songFiles, bytes, workers }: Estimate): string[] {
  const songs = songFiles === 0 ? '' : ` and ${count(songFiles, 'song file')}`;
  const threads = workers === 1 ? '' : `, with ${workers} workers`;
  return [
    `  Simulate   ${count(users, 'user')} from ${formatMoment(from)} to ${formatMoment(until)}${threads}`,
    `  Size       about ${formatNumber(Number(events.toPrecision(2)))} events${songs}, ${formatBytes(bytes)}`,
  ];
}

function describeProgress({ phase, share, records }: SimulateProgress): string {
  const [what, noun] = phase === 'songs' ? ['Songs', 'song file'] : ['Logs ', 'event'];
  return `${what}      ${progressBar(share)}  ${count(records, noun)}`;
}

/** What was written, and what to do with it. */
export function printSimulateReport(terminal: Terminal, report: SimulateReport): void {
  const { users, sessions, events, files, bytes, seconds, faults, unknown_keys: unknownKeys, out } = report;
  const { dim, yellow } = terminal.colors;
  terminal.print(
    `  Activity   ${count(events, 'event')} in ${count(sessions, 'session')} of ${count(users, 'user')}`,
  );
  const songs = files.songs === 0 ? '' : `, ${count(files.songs, 'song file')}`;
  terminal.print(
    `  Written    ${count(files.logs, 'log file')}${songs}, ${formatBytes(bytes)} to ${out}   ${dim(formatSeconds(seconds))}`,
  );
  if (faults !== null) {
    terminal.print(
      `  Faults     ${formatNumber(faults.rejected)} to reject, ${formatNumber(faults.harmless)} to accept, listed in ${faults.key}`,
    );
    if (faults.held_back > 0) {
      terminal.print(
        `             ${count(faults.held_back, 'late event')} will come in when it is continued`,
      );
    }
  }
  if (unknownKeys.length > 0) {
    terminal.print(yellow(`  Ignored    unknown keys of the config file: ${unknownKeys.join(', ')}`));
  }
}

/** What to do after a simulation. */
export function nextAfterSimulation({ out, state }: SimulateReport): readonly Hint[] {
  return [
    { command: 'etl', flags: { data: out }, why: 'Load it' },
    { command: 'simulate', flags: { ...forResume, out, resume: state }, why: 'Next month' },
  ];
}

function formatMoment(date: Date): string {
  return date
    .toISOString()
    .replace(/T00:00:00\.000Z$/, '')
    .replace(/\.000Z$/, 'Z');
}
