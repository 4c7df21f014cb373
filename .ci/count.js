// Prints what each suite passed, failed and skipped, and on the last line the sum. Ends with 1 if a test failed or none ran.
import { readdirSync, readFileSync } from 'node:fs';

const reports = new URL('reports/', import.meta.url);
const total = { passed: 0, failed: 0, skipped: 0 };

for (const file of readdirSync(reports).sort()) {
  const report = JSON.parse(readFileSync(new URL(file, reports), 'utf8'));
  const broken = report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  );
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  console.log(
    `${file.replace('.json', '')}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
  );
  for (const suite of report.testResults) {
    for (const test of suite.assertionResults) {
      if (test.status === 'pending') console.log(`  skipped: ${test.fullName}`);
    }
  }
  for (const key of Object.keys(total)) total[key] += counts[key];
}

console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
