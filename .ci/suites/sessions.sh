#!/usr/bin/env bash
# Sessions of the stand-in for Redshift side by side, which needs a PostgreSQL server. Without one its tests report themselves as skipped.
set -uo pipefail
cd "$(dirname "$0")/../.."

if [ ! -d /usr/lib/postgresql ] && ! command -v initdb >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql; } >/dev/null 2>&1 ||
    echo "PostgreSQL could not be installed."
fi
npm run --silent test:sessions
