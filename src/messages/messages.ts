import { awsMessages } from './aws.ts';
import { clusterMessages } from './cluster.ts';
import { commandLineMessages } from './command-line.ts';
import { exportMessages } from './export.ts';
import type { Exit, Messages } from './message.ts';
import { questionMessages } from './questions.ts';
import { redshiftMessages } from './redshift.ts';
import { simulateMessages } from './simulate.ts';
import { sourceMessages } from './source.ts';
import { warehouseMessages } from './warehouse.ts';

/**
 * Every error that a user can meet. A code stays for good: it is never given to another error. One code is one kind of
 * problem, with one thing to do about it. Bugs have none.
 */
export const messages = {
  ...commandLineMessages,
  ...sourceMessages,
  ...warehouseMessages,
  ...redshiftMessages,
  ...awsMessages,
  ...clusterMessages,
  ...questionMessages,
  ...exportMessages,
  ...simulateMessages,
} as const satisfies Messages;

/** The code of an error, such as `SPK-202`. */
export type Code = keyof typeof messages;

/** The codes of errors that end a command with this exit code. */
export type CodeOf<Ends extends Exit> = {
  [One in Code]: (typeof messages)[One]['exit'] extends Ends ? One : never;
}[Code];
