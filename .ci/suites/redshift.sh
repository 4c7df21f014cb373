#!/usr/bin/env bash
# The tests that run on both engines, on the stand-in for Redshift; npm test runs them on DuckDB.
set -uo pipefail
cd "$(dirname "$0")/../.."

npm run --silent test:redshift
