#!/usr/bin/env bash
# The newer releases of Node.js that have long-term support, and one that is too old: the installed package on each, and on the newer
# ones a part of the tests. The package `node` of npm brings them, into .ci/peers.
set -uo pipefail
cd "$(dirname "$0")/../.."

peers="$PWD/.ci/peers"
for version in 18 22 24; do
  node="$peers/node-$version/node_modules/node/bin/node"
  if [ ! -x "$node" ]; then
    mkdir -p "$peers/node-$version"
    # Its install script fetches the program; npm 12 runs none that package.json does not allow.
    echo '{ "private": true, "allowScripts": { "node": true } }' >"$peers/node-$version/package.json"
    npm install --prefix "$peers/node-$version" --no-save --no-audit --no-fund --silent "node@$version"
  fi
  [ -x "$node" ] && export "SPARKIFY_NODE_$version=$node" || echo "Node.js $version cannot be installed here, so its tests are skipped." >&2
done
code=0
npx vitest run --config test/package/nodes.config.ts || code=$?
for version in 22 24; do
  node="$peers/node-$version/node_modules/node/bin/node"
  [ -x "$node" ] || continue
  SPARKIFY_SUITE="node-versions-$version" "$node" node_modules/vitest/vitest.mjs run --config test/package/nodes-part.config.ts || code=$?
done
exit "$code"
