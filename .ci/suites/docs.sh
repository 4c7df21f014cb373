#!/usr/bin/env bash
# The commands and the examples of the documents and of --help, run as they stand.
set -uo pipefail
cd "$(dirname "$0")/../.."

npm run --silent test:docs
