#!/usr/bin/env bash
# Runs the tests that need other programs to compare with: moto's S3 and AWS, a reading of the rules in
# Python, the tools of docs/connect.md, and those that the examples are for.
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
tools="$peers-tools"
if [[ ! -f "$tools/installed" ]]; then
  rm -rf "$tools"
  if python3 -m venv "$tools" && "$tools/bin/pip" install --quiet --disable-pip-version-check 'duckdb>=1.3' polars pandas pyarrow 'sqlalchemy>=2' duckdb-engine; then
    touch "$tools/installed"
  else
    echo 'peers: the tools of docs/connect.md cannot be installed here, so their tests are skipped.' >&2
  fi
fi
if [[ -f "$tools/installed" ]]; then
  export SPARKIFY_PEERS_PYTHON="$tools/bin/python"
fi
examples="$peers-examples"
if [[ ! -f "$examples/installed" ]]; then
  rm -rf "$examples"
  if python3 -m venv "$examples" && "$examples/bin/pip" install --quiet --disable-pip-version-check 'apache-airflow>=3' dagster pyyaml nbclient ipykernel duckdb pandas matplotlib; then
    touch "$examples/installed"
  else
    echo 'peers: Airflow, Dagster and nbclient cannot be installed here, so the tests of the examples are skipped.' >&2
  fi
fi
if [[ -f "$examples/installed" ]]; then
  export SPARKIFY_EXAMPLES_PYTHON="$examples/bin/python"
fi
grammars="$peers-grammars"
if [[ ! -f "$grammars/installed" ]]; then
  rm -rf "$grammars"
  if python3 -m venv "$grammars" && "$grammars/bin/pip" install --quiet --disable-pip-version-check sqlglot sqlfluff; then
    touch "$grammars/installed"
  else
    echo 'peers: sqlglot and sqlfluff cannot be installed here, so the grammar is not compared with them.' >&2
  fi
fi
if [[ -f "$grammars/installed" ]]; then
  export SPARKIFY_GRAMMARS_PYTHON="$grammars/bin/python"
fi
if [[ ! -x "$peers/go/versitygw" ]]; then
  if ! { command -v go >/dev/null && GOBIN="$peers/go" go install github.com/versity/versitygw/cmd/versitygw@v1.8.0 2>/dev/null; }; then
    echo 'peers: versitygw cannot be built here (Go, and its module proxy), so its tests are skipped.' >&2
  fi
fi
if [[ -x "$peers/go/versitygw" ]]; then
  export SPARKIFY_VERSITYGW="$peers/go/versitygw"
fi
if [[ -n "${CI:-}" ]]; then
  set -- --reporter=default --reporter=json --outputFile.json=.ci/reports/peers.json "$@"
fi
exec npx vitest run --config vitest.peers.config.ts "$@"
