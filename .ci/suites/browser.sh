#!/usr/bin/env bash
# The dashboard in a real browser. Without a Chromium that runs here its tests report themselves as skipped.
set -uo pipefail
cd "$(dirname "$0")/../.."

if ! command -v chromium >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 ||
    echo "Chromium could not be installed."
fi
npm run --silent test:browser -- --reporter=default --reporter=json --outputFile.json=.ci/reports/browser.json
