import { defineConfig } from 'vitest/config';
import { suite } from '../suite.ts';

/** The installed package on other releases of Node.js, which `.ci/suites/node-versions.sh` installs. */
export default defineConfig(
  suite({ name: 'node-versions', include: ['test/package/**/*.nodes.ts'], timeoutSeconds: 120 }),
);
