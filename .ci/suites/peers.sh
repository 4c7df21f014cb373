#!/usr/bin/env bash
# Runs the tests that need other programs to compare with: moto's S3 and AWS, a reading of the rules in
# Python, the tools of docs/connect.md, and those that the examples are for. They are installed into .ci/peers.
# What cannot be installed is named, and the tests that need it report themselves as skipped; with CI=true that fails.
set -euo pipefail
cd "$(dirname "$0")/../.."

peers="$PWD/.ci/peers"
missing=()

# Installs packages of PyPI into a Python of their own, and exports the path of a program of it as a variable.
# install NAME VARIABLE PROGRAM 'what is skipped without it' PACKAGE...
install() {
  local place="$peers/$1" variable=$2 program=$3 skipped=$4
  if [[ ! -f "$place/installed" ]]; then
    rm -rf "$place"
    if python3 -m venv "$place" && "$place/bin/pip" install --quiet --disable-pip-version-check "${@:5}"; then
      touch "$place/installed"
    else
      echo "peers: ${*:5} cannot be installed here (python3 with venv, and pip), so $skipped skipped." >&2
      missing+=("$1")
      return
    fi
  fi
  export "$variable=$place/bin/$program"
}

install moto SPARKIFY_MOTO_SERVER moto_server 'its tests are' 'moto[server]>=5,<6'
install tools SPARKIFY_PEERS_PYTHON python 'the tests of docs/connect.md are' \
  'duckdb>=1.3' polars pandas pyarrow 'sqlalchemy>=2' duckdb-engine
# Superset 6.1 names the first of these without a limit, and the second not at all.
install superset SPARKIFY_SUPERSET_PYTHON python 'the test of Superset is' \
  'apache-superset>=6,<7' 'flask-caching<2.4' cachetools duckdb-engine
install oldest-duckdb SPARKIFY_OLDEST_DUCKDB_PYTHON python 'the test of the oldest DuckDB is' 'duckdb==1.3.0'
install examples SPARKIFY_EXAMPLES_PYTHON python 'the tests of the examples are' \
  'apache-airflow>=3' dagster pyyaml nbclient ipykernel duckdb pandas matplotlib
install grammars SPARKIFY_GRAMMARS_PYTHON python 'the comparison with their grammars is' sqlglot sqlfluff
if [[ ! -x "$peers/go/versitygw" ]]; then
  if ! { command -v go >/dev/null && GOBIN="$peers/go" go install github.com/versity/versitygw/cmd/versitygw@v1.8.0 2>/dev/null; }; then
    echo 'peers: versitygw cannot be built here (Go, and its module proxy), so its tests are skipped.' >&2
    missing+=(versitygw)
  fi
fi
if [[ -x "$peers/go/versitygw" ]]; then
  export SPARKIFY_VERSITYGW="$peers/go/versitygw"
fi
if [[ -n "${CI:-}" ]]; then
  set -- --reporter=default --reporter=json --outputFile.json=.ci/reports/peers.json "$@"
fi
npx vitest run --config vitest.peers.config.ts "$@"
[[ -z "${CI:-}" || ${#missing[@]} -eq 0 ]] || { echo "peers: not installed: ${missing[*]}" >&2; exit 1; }
