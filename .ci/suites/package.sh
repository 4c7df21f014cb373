#!/usr/bin/env bash
# The package as its users get it: packed, installed into an empty folder, and run there.
set -uo pipefail
cd "$(dirname "$0")/../.."

npm run --silent test:package -- --reporter=default --reporter=json --outputFile.json=.ci/reports/package.json
