#!/usr/bin/env bash
# The properties again, on other data each time and on more of it than `npm test` has time for.
set -uo pipefail
cd "$(dirname "$0")/../.."

SPARKIFY_RUNS=4 npx vitest run test/formats test/load/one-run.test.ts test/load/histories.test.ts test/ask test/time-zone.test.ts \
  --reporter=default --reporter=json --outputFile.json=.ci/reports/properties.json
