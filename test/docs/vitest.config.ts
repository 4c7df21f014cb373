import { defineConfig } from 'vitest/config';
import { suite } from '../suite.ts';

/** What the documents and --help say is run: each command in a process, each example compiled. */
export default defineConfig(suite({ name: 'docs', include: ['test/docs/**/*.docs.ts'], timeoutSeconds: 60 }));
