import { parseArgs } from 'node:util';
import { benchCases } from './cases.ts';
import { fullSizes, quickSizes, usualSizes } from './data.ts';
import { writeFigures } from './figures.ts';
import { describeMachine } from './machine.ts';
import { type CaseResult, headings, toCells } from './result.ts';
import { writePage } from './write-page.ts';

const usage = `npm run bench -- [--only NAME] [--quick] [--full] [--write]
  --only NAME  one case: ${Object.keys(benchCases).join(', ')}
  --quick      small sizes, to see that the bench works
  --full       the largest sizes too: 20 M events and 385,252 song files (11 GB of disk, some 15 minutes)
  --peers      dbt, dlt, polars and PySpark too: installed into bench/.data/python (1.1 GB)
  --write      put the results into docs/benchmarks.md, unless --only; with --peers, those of other tools into
               bench/peers/figures.json, of which npm run docs makes the comparisons`;

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (flags.help || (flags.only !== undefined && benchCases[flags.only] === undefined)) {
  console.error(usage);
  process.exit(flags.help ? 0 : 2);
}
if (flags.write && flags.only !== undefined && !flags.peers) {
  console.error(
    '--write with --only publishes the comparison with other tools alone: add --peers, or leave --only out.',
  );
  process.exit(2);
}
if (flags.write && flags.quick) {
  console.error('--write publishes the usual sizes: leave --quick out.');
  process.exit(2);
}

const machine = describeMachine();
if (machine.busy) console.error(`  This machine is busy: ${machine.busy}. The figures will be too high.`);
const sizes = flags.quick ? quickSizes : flags.full ? fullSizes : usualSizes;

const results: CaseResult[] = [];
for (const [name, benchCase] of Object.entries(benchCases)) {
  if (flags.only !== undefined && flags.only !== name) continue;
  const startedAt = performance.now();
  try {
    results.push(
      ...(await benchCase({
        sizes,
        withPeers: flags.peers,
        onStep: (step) => console.error(`  ${name}: ${step}`),
      })),
    );
    console.error(`  ${name}: done in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  } catch (error) {
    console.error(`  ${name}: failed`, error);
    process.exitCode = 1; // the others are measured all the same
  }
}

for (const result of results) {
  console.log();
  for (const [index, cell] of toCells(result).entries())
    if (cell !== '') console.log(`${(headings[index] ?? '').padStart(8)}  ${cell}`);
}
if (flags.write && process.exitCode === undefined) {
  if (flags.peers) writeFigures(results, machine);
  if (flags.only === undefined) writePage(results, machine, flags);
  console.error('\n  The results are written. After --peers, npm run docs makes the comparisons of them.');
}
