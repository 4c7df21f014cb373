import type { MatchReport, ReasonReport, UnmatchedText } from '../match/match.ts';
import { count, formatNumber, formatShare } from '../numbers.ts';
import { plain } from './plain.ts';
import type { Terminal } from './terminal.ts';
import { printProse } from './wrap.ts';

/** Prints why plays found no song, for people. */
export function printMatches(terminal: Terminal, { plays, matched, unmatched, reasons }: MatchReport): void {
  const { bold, dim } = terminal.colors;
  printProse(
    terminal,
    '  ',
    `${formatNumber(matched)} of ${count(plays, 'play')} (${formatShare(matched, plays)}) matched a song; ${formatNumber(unmatched)} did not:`,
  );
  terminal.print('');
  for (const reason of reasons.filter((each) => each.plays > 0)) {
    const head = `  ${formatNumber(reason.plays).padStart(9)}  `;
    printProse(terminal, head, `${bold(reason.meaning)} ${dim(`(${textsOf(reason)})`)}`);
    for (const text of reason.examples) printText(terminal, text);
  }
  terminal.print(`  ${'─'.repeat(9)}`);
  const sum = reasons.reduce((total, reason) => total + reason.plays, 0);
  terminal.print(`  ${formatNumber(sum).padStart(9)}  in all`);
}

function textsOf({ texts, plays }: ReasonReport): string {
  return plays === texts ? `${formatNumber(texts)} different` : `${formatNumber(texts)} different songs`;
}

function printText(terminal: Terminal, { song, artist, plays, meant, nearest }: UnmatchedText): void {
  const { dim } = terminal.colors;
  const indent = ' '.repeat(13);
  const line = (head: string, text: string) => printProse(terminal, `${indent}${head}`, text);
  line(
    '',
    `${plain(song ?? 'no title')} by ${plain(artist ?? 'unknown artist')} ${dim(count(plays, 'play'))}`,
  );
  if (meant !== null) line(dim('  meant    '), dim(`${plain(meant.song)} by ${plain(meant.artist)}`));
  line(
    dim('  nearest  '),
    dim(
      nearest === null
        ? 'there is no song record'
        : `${plain(nearest.title)} by ${plain(nearest.artist_name)} (${plain(nearest.song_id)})`,
    ),
  );
}
