import { defineConfig } from 'vitest/config';
import { suite } from './test/suite.ts';

export default defineConfig(suite({ name: 'test', include: ['test/**/*.test.ts'] }));
