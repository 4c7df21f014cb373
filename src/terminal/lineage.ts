import type { SongCandidate } from '../lineage/choice.ts';
import type { Lineage } from '../lineage/why.ts';
import { count } from '../numbers.ts';
import { plain } from './plain.ts';
import type { Terminal } from './terminal.ts';
import { printProse } from './wrap.ts';

/** Prints where a play comes from and why it has its song, for people. */
export function printLineage(terminal: Terminal, { play, event, source, match }: Lineage): void {
  const { bold, dim } = terminal.colors;
  const line = (label: string, text: string) => printProse(terminal, `  ${bold(label.padEnd(8))} `, text);
  line('Play', plain(play.songplay_id));
  line(
    '',
    `${plain(play.start_time)} UTC, user ${plain(play.user_id)} (${plain(play.level)}), session ${plain(play.session_id)}, ${plain(play.location)}`,
  );
  line(
    'Event',
    `${plain(event.song)} by ${plain(event.artist)}, ${plain(event.length)} s, item ${plain(event.item_in_session)}`,
  );
  if (event.repeats > 0) line('', `${count(event.repeats, 'more event')} describe the same play`);
  line('File', `${plain(source.file)}${source.line === null ? '' : `, line ${source.line}`}`);
  // The record in one line, so that it can be pasted.
  if (source.raw === null) line('Raw', plain(source.problem));
  else terminal.print(`  ${bold('Raw     ')} ${plain(source.raw)}`);
  line('Match', match.song_id === null ? match.reason : `${match.song_id}  ${match.reason}`);
  for (const candidate of match.candidates)
    line('', `${candidate.chosen ? '→' : ' '} ${describe(candidate)}`);
  if (match.nearest !== null) {
    const { title, artist_name, song_id } = match.nearest;
    line('Nearest', dim(`${plain(title)} by ${plain(artist_name)} (${plain(song_id)})`));
  }
}

function describe({ song_id, title, artist_name, duration, difference, file }: SongCandidate): string {
  const apart = difference === null ? '' : `, ${Number(difference.toFixed(3))} s apart`;
  return `${plain(song_id)}  ${plain(title)} by ${plain(artist_name)}, ${plain(duration)} s${apart}   ${plain(file)}`;
}
