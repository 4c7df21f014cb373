import { defineConfig } from 'vitest/config';
import { suite } from './test/suite.ts';

/** What sessions of Redshift do to each other: on the stand-in with a PostgreSQL server, where transactions are open side by side. */
const { test } = suite({ name: 'sessions', include: ['test/**/*.sessions.ts'], engine: 'redshift' });
export default defineConfig({ test: { ...test, globalSetup: 'test/redshift/postgres-server.ts' } });
