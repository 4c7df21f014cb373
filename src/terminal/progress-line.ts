import type { Clock } from '../clock.ts';
import type { OnProgress, Progress } from '../load/progress.ts';
import { formatBytes, formatNumber, formatSeconds } from '../numbers.ts';
import type { Terminal } from './terminal.ts';

const firstAfter = 1000;
const redrawEvery = 100;
const lineEvery = 5000;
const barWidth = 20;

/**
 * Shows how far work is once it has taken a second: a line that is drawn over on a terminal, a line every few seconds
 * elsewhere. End it with {@link Terminal.draw}`('')`.
 *
 * @param describe what the line says, after so many seconds
 */
export function progressLines<Of>(
  terminal: Terminal,
  { now }: Pick<Clock, 'now'>,
  describe: (progress: Of, seconds: number) => string,
): (progress: Of) => void {
  const startedAt = now().getTime();
  const every = terminal.canDraw ? redrawEvery : lineEvery;
  let shownAt = startedAt + firstAfter - redrawEvery;
  return (progress) => {
    const at = now().getTime();
    if (at - startedAt < firstAfter || at - shownAt < every) return;
    shownAt = at;
    const line = describe(progress, (at - startedAt) / 1000);
    if (terminal.canDraw) terminal.draw(`  ${line}`);
    else terminal.note(line);
  };
}

/** A bar for a share, 0 to 1. */
export function progressBar(share: number): string {
  const filled = Math.round(share * barWidth);
  return '█'.repeat(filled) + '░'.repeat(barWidth - filled);
}

/** Shows how far a run is. */
export function progressLine(terminal: Terminal, clock: Pick<Clock, 'now'>): OnProgress {
  return progressLines(terminal, clock, describe);
}

const names: Readonly<Record<Progress['step'], string>> = {
  list: 'Listing the files',
  stage: 'Stage',
  star: 'Building the star',
  check: 'Checking',
  publish: 'Publishing',
};

function describe({ step, files, bytes }: Progress, seconds: number): string {
  if (files === undefined || bytes === undefined) return `${names[step]} …  ${formatSeconds(seconds)}`;
  const share = bytes.total === 0 ? 1 : bytes.done / bytes.total;
  const left = share > 0.05 && share < 1 ? `   ${formatSeconds((seconds / share) * (1 - share))} left` : '';
  const counted = `${formatNumber(files.done)} of ${formatNumber(files.total)} files`;
  const rate = `${formatBytes(Math.round(bytes.done / seconds))}/s`;
  return `Stage  ${progressBar(share)}  ${counted}   ${formatBytes(bytes.done)}   ${rate}   ${formatSeconds(seconds)}${left}`;
}
