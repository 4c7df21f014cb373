import type { Messages } from './message.ts';

/** 1xx: the command line, the settings, and files that a command writes. */
export const commandLineMessages = {
  'SPK-101': {
    exit: 'usage',
    wordings: ["Unknown command '…'.", "Unknown option '…'."],
    meaning: 'sparkify has no command or option of this name. Nothing was done.',
    why: 'A typing mistake, or an option of another command. Options of a command follow its name.',
    fix: 'Use the name that the message proposes. `sparkify --help` lists the commands; `--help` after a command lists its options.',
  },
  'SPK-102': {
    exit: 'usage',
    wordings: [
      "Option '…' argument '…' is invalid. …",
      "Command-argument value '…' is invalid for argument '…'. …",
      '… should be a day such as 2018-11-30, but is "…".',
      '… should be a date such as 2018-11-01 or 2018-11-01T12:00:00 (UTC), but is "…".',
      '--listener should be a user_id such as 39, but is "…".',
      '--max-rejected should be a number of records or a percentage, but is "…".',
      '--snapshot should be lower-case letters, digits and single hyphens, a letter first, but is "…".',
      '--account should be the 12 digits of an AWS account, but is "…".',
      'limit should be a number of rows, but is "…".',
      '… should be …, but is ….',
    ],
    meaning: 'The value of an option does not have the form that the option takes. Nothing was done.',
    why: 'A typing mistake, another unit or format than expected, or an empty shell variable: `--data "$DATA"` without DATA gives an empty value.',
    fix: 'Write the value as the message shows it. `--help` after the command describes every option.',
  },
  'SPK-103': {
    exit: 'usage',
    wordings: [
      "Missing required argument '…'.",
      "Option '…' argument missing.",
      "Required option '…' not specified.",
    ],
    meaning: 'The command needs a value that was not given. Nothing was done.',
    why: 'An argument was left out, or the value of an option that is the last word of the line.',
    fix: 'Add the value. `--help` after the command shows examples.',
  },
  'SPK-104': {
    exit: 'usage',
    wordings: ["Too many arguments for '…'. Expected … arguments but got …."],
    meaning: 'The command takes fewer words than it got. Nothing was done.',
    why: 'An option was written without its name (`sparkify etl data`), or a value with blanks has no quotes. Or the shell expanded a pattern such as `*.json` into many names.',
    fix: "Name the option (`--data data`), and quote patterns and values with blanks: `--logs 'logs/2018-11-*.json'`.",
  },
  'SPK-105': {
    exit: 'usage',
    wordings: [
      "Option '…' cannot be used with option '…'.",
      '--erd draws the whole star, not one table.',
      '--songs reads a catalogue and --catalogue generates one: use one of them.',
      '--resume continues with the settings of …; … cannot be given with it.',
    ],
    meaning: 'Two options of the command contradict each other. Nothing was done.',
    why: 'Both were given, on the line or by a script that adds options.',
    fix: 'Leave out one of the two.',
  },
  'SPK-106': {
    exit: 'usage',
    wordings: [
      '--from … is after --to ….',
      'The period should end after it begins, but it begins … and ends ….',
    ],
    meaning: 'The period has no day in it. Nothing was done.',
    why: 'The two ends are swapped. `--to` of a saved query is its last day; `--until` of a simulation is the moment after its last event.',
    fix: 'Swap the two values, or choose a later end.',
  },
  'SPK-107': {
    exit: 'usage',
    wordings: [
      'There is no terminal to ask for confirmation. Nothing was done.',
      '… holds data, and there is no terminal to ask for confirmation.',
    ],
    meaning:
      'The command asks before it deletes data or spends money, and nobody can answer here. Nothing was done.',
    why: 'It runs in a script, a scheduler or a container, or its input is a pipe.',
    fix: 'Add `--yes` to confirm in advance. `--dry-run` prints what would be done.',
  },
  'SPK-108': {
    exit: 'usage',
    wordings: ['Nothing was changed.'],
    meaning: 'The confirmation was not given, so the command ended. The warehouse is as it was.',
    why: 'The answer was something else than `y` or `yes`.',
    fix: 'Run the command again and answer `y`, or add `--yes`.',
  },
  'SPK-109': {
    exit: 'interrupted',
    wordings: [
      'Stopped; nothing was published.',
      'Stopped; nothing was exported.',
      'Stopped; the export to … is not complete.',
      'Stopped. …',
      'Interrupted; nothing was done.',
    ],
    meaning:
      'The command was stopped before it published anything. The warehouse is as it was after the last run.',
    why: 'Ctrl-C, a SIGTERM of a scheduler or container, or a time limit of the job. With "Stopped. The connection … was lost" the run may be published: `sparkify runs` lists it then.',
    fix: 'Run the same command again. Nothing needs to be cleaned up. Give a scheduled job more time if its limit ended it.',
  },
  'SPK-110': {
    exit: 'usage',
    wordings: ['The configuration file … cannot be read: ….'],
    meaning: 'The settings of `dwh.cfg` are not known, so the command did not start.',
    why: '`--config` or SPARKIFY_CONFIG names a file that does not exist, is a folder, is not UTF-8, or that your user may not read.',
    fix: 'Correct the path, give your user the right to read the file, or save it as UTF-8. `sparkify init` writes a commented `dwh.cfg`.',
  },
  'SPK-111': {
    exit: 'usage',
    wordings: ['… line …: ….'],
    meaning: 'A line of `dwh.cfg` cannot be read. No setting of the file was used.',
    why: "The file has to be as Python's configparser reads it: `[SECTION]` lines, `key = value` lines, every key once, `%%` for a percent sign.",
    fix: 'Correct the line that the message names. `sparkify doctor` shows what is read from the file.',
  },
  'SPK-112': {
    exit: 'usage',
    wordings: ['… line …: the comment behind "…" would be a part of its value.'],
    meaning:
      'A value in `dwh.cfg` contains a `#` or `;` after a blank, and configparser reads that as a part of the value.',
    why: 'Comments are on lines of their own in this format.',
    fix: 'Move the comment to the line above, or put the value in quotes if the sign belongs to it.',
  },
  'SPK-113': {
    exit: 'usage',
    wordings: [
      'The … (…) should be …, but is "…".',
      'The node type (…) should be one of these, but is "…".',
      'The password (…) should be 8 to 64 characters with a lower-case letter, a capital and a digit, without spaces and \' " \\ / @.',
      '… should be a time such as 30m, 2h or 7d, but is "…".',
      'The endpoint of S3 (AWS_ENDPOINT_URL_S3, or endpoint_url of the profile) should be an address such as http://127.0.0.1:9000, got "…".',
      '… should be a port such as 5439, got "…".',
      '… should be a number of seconds such as 60, but is "…".',
      '… should be a range like 203.0.113.7/32, 203.0.113.0/24 or 2001:db8::/56, but is "…".',
      '… should be an address such as http://proxy.example:3128.',
    ],
    meaning: 'A setting has a value of another form than it takes. The command did not start.',
    why: 'A typing mistake, or a value that another program understands differently. The message names the flag, the variable or the line that the value comes from.',
    fix: 'Correct the value there. docs/settings.md describes every setting; `sparkify doctor` shows the value and origin of each.',
  },
  'SPK-114': {
    exit: 'usage',
    wordings: [
      '… and … contradict each other.',
      'The cluster type is "…" (…), but the number of nodes is … (…).',
      '… needs … nodes or more, but … was asked for.',
    ],
    meaning: 'Two settings of the cluster contradict each other. Nothing was created or changed.',
    why: 'One comes from a flag and the other from `dwh.cfg` or the environment. Often the file was made for another kind of cluster.',
    fix: 'Change or remove one of the two; the message names where each comes from.',
  },
  'SPK-115': {
    exit: 'usage',
    wordings: [
      '… "…" is the whole internet. If you mean it, type ….',
      '… "…" has address bits outside its mask. Did you mean …/…?',
    ],
    meaning:
      'The range of addresses that may connect to the cluster is not accepted. Nothing was created or changed.',
    why: 'The range is wider than intended, or the address does not fit its mask: AWS would widen it silently.',
    fix: 'Give the range that the message proposes. Leave the setting out to allow your own address only.',
  },
  'SPK-116': {
    exit: 'usage',
    wordings: ['… names …, which cannot be read: ….'],
    meaning: 'The file of certificates for encrypted connections cannot be read. No connection was opened.',
    why: 'The path is wrong, or your user may not read the file.',
    fix: 'Correct the variable or setting, or remove it to use the certificates of Node.js.',
  },
  'SPK-117': {
    exit: 'usage',
    wordings: ['Failed: ….'],
    meaning: '`sparkify doctor` found tests that fail. Nothing was changed.',
    why: 'Each failed line above the message says why.',
    fix: 'Follow the advice at each failed line, then run `sparkify doctor` again.',
  },
  'SPK-118': {
    exit: 'usage',
    wordings: ['… cannot be written: ….'],
    meaning:
      'The file that the command should write could not be written. Where the message says nothing else, the warehouse was not changed.',
    why: 'The folder does not exist, your user may not write there, or the disk is full.',
    fix: 'Name a file in a folder where you have write permission.',
  },
  'SPK-119': {
    exit: 'usage',
    wordings: ['… exists, and was not changed.'],
    meaning: 'The command writes new files only, and this one exists.',
    why: 'It was written before, by you or by an earlier call.',
    fix: 'Edit the file, remove it, or name another one.',
  },
  'SPK-120': {
    exit: 'usage',
    wordings: ['There is no code "…".'],
    meaning: '`sparkify explain` knows no error, reason of a rejected record or check of this name.',
    why: 'A typing mistake, or the code of a newer version.',
    fix: '`sparkify explain` without a code lists them all.',
  },
  'SPK-121': {
    exit: 'transient',
    wordings: [
      'Too many files are open, so … could not be opened.',
      'Too many files are open, so the program could not be loaded.',
    ],
    meaning: 'The operating system allows no more open files. Nothing was published.',
    why: 'The limit of open files is low (`ulimit -n` prints it), often that of a container or a service. Or other programs have too many files open.',
    fix: 'Allow 1024 or more, with `ulimit -n 1024` in the shell or LimitNOFILE in systemd. Then run the same command again.',
  },
} as const satisfies Messages;
