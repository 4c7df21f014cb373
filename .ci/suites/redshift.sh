#!/usr/bin/env bash
# The tests that run on both engines, on the stand-in for Redshift; npm test runs them on DuckDB.
set -uo pipefail
cd "$(dirname "$0")/../.."

npm run --silent test:redshift || exit
# The same once more by the Data API: tests of behaviour alone, since those of one transport are about it.
SPARKIFY_TRANSPORT=data-api npm run --silent test:redshift -- test/load test/ask test/match test/diff test/lineage
