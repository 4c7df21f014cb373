#!/usr/bin/env bash
# Runs the tests that need other programs to compare with: moto's S3 and AWS, and a reading of the rules in Python.
# What cannot be had here is named, and the tests that need it report themselves as skipped.
set -euo pipefail
cd "$(dirname "$0")/../.."

peers="${XDG_CACHE_HOME:-$HOME/.cache}/sparkify-warehouse/peers"
if [[ ! -x "$peers/bin/moto_server" ]]; then
  rm -rf "$peers"
  if ! { python3 -m venv "$peers" && "$peers/bin/pip" install --quiet --disable-pip-version-check 'moto[server]>=5,<6'; }; then
    echo 'peers: moto cannot be installed here (python3 with venv, and pip), so its tests are skipped.' >&2
  fi
fi
if [[ -x "$peers/bin/moto_server" ]]; then
  export SPARKIFY_MOTO_SERVER="$peers/bin/moto_server"
fi
if [[ -n "${CI:-}" ]]; then
  set -- --reporter=default --reporter=json --outputFile.json=.ci/reports/peers.json "$@"
fi
exec npx vitest run --config vitest.peers.config.ts "$@"
