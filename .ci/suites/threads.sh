#!/usr/bin/env bash
# Runs, questions and exports on DuckDB with all of its threads; in npm test it has one.
set -uo pipefail
cd "$(dirname "$0")/../.."

SPARKIFY_ENGINE=duckdb npx vitest run test/load test/ask test/dashboard test/export test/project test/warehouse \
  --reporter=default --reporter=json --outputFile.json=.ci/reports/threads.json
