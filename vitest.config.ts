import { defineConfig } from 'vitest/config';
import { suite } from './test/suite.ts';

/** For a file or a folder: all of its tests, on both engines. */
export default defineConfig(suite({ name: 'both-engines', include: ['test/**/*.test.ts'] }));
