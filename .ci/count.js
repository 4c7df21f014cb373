// Prints what each suite passed, failed and skipped, why a test may be skipped, and on the last line the sum. Ends with 1 if a
// test failed or none ran, if a suite left no counts, or if a test was skipped that allowed-skips.json does not name.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

const here = new URL('./', import.meta.url);
const reports = new URL('reports/', here);
/** Beginnings of names of tests, each with the reason why it may be skipped. */
const allowed = Object.entries(JSON.parse(readFileSync(new URL('allowed-skips.json', here), 'utf8')));
const files = existsSync(reports) ? readdirSync(reports).sort() : [];
const total = { passed: 0, failed: 0, skipped: 0 };
const problems = [];

for (const suite of ['test', ...readdirSync(new URL('suites/', here)).map((name) => basename(name, '.sh'))]) {
  const named = files.some((file) => file === `${suite}.json` || file.startsWith(`${suite}-`));
  if (!named) problems.push(`the suite ${suite} left no counts`);
}

for (const file of files) {
  const report = JSON.parse(readFileSync(new URL(file, reports), 'utf8'));
  const broken = report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  );
  const tests = report.testResults.flatMap((suite) => suite.assertionResults);
  const skipped = tests.filter(({ status }) => !['passed', 'failed'].includes(status));
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: skipped.length,
  };
  const suite = basename(file, '.json');
  console.log(`${suite}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  for (const { fullName } of skipped) {
    const reason = allowed.find(([name]) => fullName.startsWith(name))?.[1];
    console.log(`  skipped: ${fullName}${reason === undefined ? '' : ` (allowed: ${reason})`}`);
    if (reason === undefined)
      problems.push(`skipped, and .ci/allowed-skips.json does not allow it: ${fullName}`);
  }
  for (const key of Object.keys(total)) total[key] += counts[key];
}

for (const problem of problems) console.log(problem);
console.log(`${total.skipped} skipped`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 || problems.length > 0 ? 1 : 0;
