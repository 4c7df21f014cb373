import pico from 'picocolors';
import { systemClock } from '../src/clock.ts';
import { openCall } from '../src/commands/call.ts';
import type { Context } from '../src/commands/context.ts';
import { dwhCfgOf } from './settings/dwh-cfg-of.ts';

/** A context that keeps what a command writes, and the lines that it has written so far. */
export interface RecordingContext {
  readonly context: Context;
  /** Lines of stdout. */
  readonly printed: readonly string[];
  /** Lines of stderr. */
  readonly noted: readonly string[];
}

/** A context without a person, environment or `dwh.cfg`, unless `given` says otherwise. */
export function recordingContext(
  given: Partial<Context> = {},
  onDraw?: (line: string) => void,
): RecordingContext {
  const [printed, noted]: [string[], string[]] = [[], []];
  const context: Context = {
    terminal: {
      print: (line) => printed.push(line),
      note: (line) => noted.push(line),
      draw: (line) => onDraw?.(line),
      colors: pico.createColors(false),
      isInteractive: false,
      canDraw: onDraw !== undefined,
      width: 100,
      proseWidth: { print: Number.POSITIVE_INFINITY, note: Number.POSITIVE_INFINITY },
    },
    call: openCall(),
    signal: new AbortController().signal,
    environment: {},
    readConfig: () => dwhCfgOf(),
    readInput: async () => '',
    ask: async () => undefined,
    clock: systemClock,
    ...given,
  };
  return { context, printed, noted };
}
