#!/usr/bin/env bash
# Whether what is simulated follows its model and could be real: simulations large enough to count in.
set -uo pipefail
cd "$(dirname "$0")/../.."

npm run --silent test:statistics
