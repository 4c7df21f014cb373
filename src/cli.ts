#!/usr/bin/env node
// What an old Node.js must be able to parse, to say what is wrong: nothing is imported before the version is known.

/** `engines` of package.json; a test holds the two together. */
const oldestNode = 20;
const { node } = process.versions;

if (Number.parseInt(node, 10) < oldestNode) {
  process.stderr.write(
    `sparkify needs Node.js ${oldestNode} or newer, and this is ${node}: install the current LTS release (https://nodejs.org), then run the command again.\n`,
  );
  process.exitCode = 2;
} else {
  // Loading the program opens a hundred files at once, before anything of it can say what is wrong.
  await import('./main.ts').catch((error) => {
    if (error.code !== 'EMFILE' && error.code !== 'ENFILE') throw error;
    process.stderr.write(
      'error  Too many files are open, so the program could not be loaded.\n\n       Allow more, and run the same command again: ulimit -n 1024\n       Explain it   sparkify explain SPK-121\n',
    );
    process.exitCode = 75;
  });
}
