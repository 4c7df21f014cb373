import type { Clock } from '../clock.ts';
import type { OnProgress, Progress } from '../load/progress.ts';
import { formatBytes, formatNumber, formatSeconds } from './numbers.ts';
import type { Terminal } from './terminal.ts';

const firstAfter = 1000;
const redrawEvery = 100;
const lineEvery = 5000;
const barWidth = 20;

/**
 * Shows how far a run is once it has taken a second: a bar on a terminal, a line every few seconds elsewhere.
 * End it with {@link Terminal.draw}`('')`.
 */
export function progressLine(terminal: Terminal, clock: Pick<Clock, 'now'>): OnProgress {
  const now = () => clock.now().getTime();
  const startedAt = now();
  let shownAt = startedAt + firstAfter - redrawEvery;
  return (progress) => {
    const at = now();
    const every = terminal.canDraw ? redrawEvery : lineEvery;
    if (at - startedAt < firstAfter || at - shownAt < every) return;
    shownAt = at;
    const line = describe(progress, (at - startedAt) / 1000);
    if (terminal.canDraw) terminal.draw(`  ${line}`);
    else terminal.note(line);
  };
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
  const filled = Math.round(share * barWidth);
  const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
  const left = share > 0.05 && share < 1 ? `   ${formatSeconds((seconds / share) * (1 - share))} left` : '';
  const counted = `${formatNumber(files.done)} of ${formatNumber(files.total)} files`;
  const rate = `${formatBytes(Math.round(bytes.done / seconds))}/s`;
  return `Stage  ${bar}  ${counted}   ${formatBytes(bytes.done)}   ${rate}   ${formatSeconds(seconds)}${left}`;
}
