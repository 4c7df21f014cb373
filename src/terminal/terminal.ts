import { stripVTControlCharacters } from 'node:util';
import pico from 'picocolors';
import { type Environment, isDumb, wantsNoColor } from '../config.ts';

/** Where a command writes: results to stdout, steps and progress to stderr. */
export interface Terminal {
  /** Writes a line of the result, in place of a line that was drawn. */
  print(line: string): void;
  /** Writes a line about the progress, in place of a line that was drawn. */
  note(line: string): void;
  /** Draws over the line drawn before; `''` wipes it. Only where stderr is a terminal that can. */
  draw(line: string): void;
  readonly colors: ReturnType<typeof pico.createColors>;
  /** Whether stdout is a terminal, and so a person reads. */
  readonly isInteractive: boolean;
  readonly canDraw: boolean;
  /** Characters in a line. */
  readonly width: number;
  /** Characters in a line of prose on stdout and on stderr: endless where no person reads. */
  readonly proseWidth: { readonly print: number; readonly note: number };
}

interface TerminalStreams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** The terminal of a process. */
export function openTerminal({ stdout, stderr }: TerminalStreams, environment?: Environment): Terminal {
  const isInteractive = Boolean(stdout.isTTY);
  const canDraw = Boolean(stderr.isTTY) && !isDumb(environment);
  let drawn = false;
  function draw(line: string): void {
    if (!canDraw || (line === '' && !drawn)) return;
    // A longer one could not be wiped, nor one behind which the terminal writes the ^C of Ctrl-C into the next line.
    stderr.write(`\r\u001b[2K${line.slice(0, (stderr.columns || 100) - 3)}`);
    drawn = line !== '';
  }
  return {
    print(line) {
      draw('');
      stdout.write(`${line}\n`);
    },
    note(line) {
      draw('');
      stderr.write(`${stderr.isTTY ? line : stripVTControlCharacters(line)}\n`); // the colours are those of stdout
    },
    draw,
    colors: pico.createColors(isInteractive && !wantsNoColor(environment)),
    isInteractive,
    canDraw,
    width: stdout.columns || 100,
    proseWidth: { print: proseWidth(stdout), note: proseWidth(stderr) },
  };
}

const proseWidth = ({ isTTY, columns }: NodeJS.WriteStream) =>
  isTTY && columns > 0 ? columns : Number.POSITIVE_INFINITY;
