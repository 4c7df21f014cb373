import type { Messages } from './message.ts';

/** 9xx: simulated data. */
export const simulateMessages = {
  'SPK-901': {
    exit: 'usage',
    wordings: [
      '… is a file; --out takes a folder.',
      '… holds a simulation already. Nothing was written.',
      '… holds other data, and simulated data must not be mixed with it. Nothing was written.',
    ],
    meaning: 'The simulation writes into a new or empty folder only. Nothing was written.',
    why: 'The folder holds an earlier simulation or other files.',
    fix: 'Name another folder with `--out`. `--resume` continues an earlier simulation.',
  },
  'SPK-902': {
    exit: 'usage',
    wordings: [
      'The config file … cannot be read: ….',
      '… is not JSON, so it cannot be a config file of eventsim.',
      '…: … should be …, but is ….',
    ],
    meaning: 'The config file cannot be used. Nothing was written.',
    why: 'The path is wrong, the file is not JSON, or a key is missing or has a value of another type.',
    fix: 'Correct the key that the message names. docs/simulate.md lists the keys.',
  },
  'SPK-903': {
    exit: 'usage',
    wordings: [
      '…: "…" makes users who are … and …, but "new-session" has no page for them to begin on.',
      '…: "transitions" out of … (…, …) have probabilities that add up to …, expected at most 1.',
    ],
    meaning: 'The model of user behaviour in the config file contradicts itself. Nothing was written.',
    why: 'An entry is missing, or probabilities add up to more than 1.',
    fix: 'Add the entry or correct the numbers. What is missing to 1 is the probability that the session ends.',
  },
  'SPK-904': {
    exit: 'usage',
    wordings: [
      '… holds no song files.',
      'The folder of songs … cannot be read: ….',
      '…: a song needs a title, an artist_name and a duration in seconds.',
    ],
    meaning: 'The songs that users should listen to cannot be read. Nothing was written.',
    why: '`--songs` names another folder, or a file there is no song metadata.',
    fix: 'Name a folder of song files, JSON with one object a line, or leave `--songs` out to have songs made up.',
  },
  'SPK-905': {
    exit: 'usage',
    wordings: ['The state … cannot be read: ….', '… is not the state of a simulation.'],
    meaning: 'The simulation cannot be continued from this file. Nothing was written.',
    why: '`--resume` names another file, or the file is cut or of another version.',
    fix: 'Give the file `simulation.state` that an earlier simulation wrote beside its data.',
  },
  'SPK-906': {
    exit: 'usage',
    wordings: ['The songs in … are not those of the period that is resumed, so that it cannot be continued.'],
    meaning:
      'The songs have changed since the simulation began, and its users would play others. Nothing was written.',
    why: 'Song files were added, removed or changed.',
    fix: 'Restore the song files, or begin a new simulation without `--resume`.',
  },
  'SPK-907': {
    exit: 'interrupted',
    wordings: ['The simulation was stopped. Nothing was written.'],
    meaning: 'Files appear only when the simulation is complete, so nothing was written.',
    why: 'Ctrl-C, a SIGTERM, or a time limit.',
    fix: 'Run the same command again, for fewer days or users if it takes too long.',
  },
} as const satisfies Messages;
