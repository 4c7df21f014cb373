#!/usr/bin/env bash
# What npm test has no time for: vitest.long.config.ts says what that is.
set -uo pipefail
cd "$(dirname "$0")/../.."

npm run --silent test:long
