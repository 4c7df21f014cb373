import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Handler } from 'hono';
import { packageRoot } from '../package-root.ts';

/** Where `scripts/build-web.js` puts what the browser loads. */
const folder = new URL('dist/dashboard/assets/', packageRoot);

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Serves the files of the page, and no other. */
export function serveAssets(): Handler {
  return (context) => {
    const name = context.req.param('name') ?? '';
    const type = types[extname(name)];
    if (type === undefined || !/^[\w-]+(\.[\w-]+)+$/.test(name)) return context.notFound();
    const bytes = readAsset(name);
    return bytes === undefined
      ? context.notFound()
      : context.body(new Uint8Array(bytes), 200, { 'Content-Type': type });
  };
}

/** A file that the build made, or undefined if it made none of this name. */
export function readAsset(name: string): Buffer | undefined {
  try {
    return readFileSync(new URL(name, folder));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
