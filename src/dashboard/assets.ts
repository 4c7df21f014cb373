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

/** The files of the page by what they are for; their names contain a hash of their content. */
export interface AssetManifest {
  readonly script: string;
  readonly style: string;
  readonly preload: readonly string[];
  readonly files: readonly string[];
}

export function readManifest(): AssetManifest {
  return JSON.parse(readText('manifest.json')) as AssetManifest;
}

/** Encodings that the build made, the smallest first. */
const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** Serves the files of the page, and no other, as they were compressed by the build. */
export function serveAssets(): Handler {
  return (context) => {
    const name = context.req.param('name') ?? '';
    const { files } = readManifest();
    if (!files.includes(name)) return context.notFound();
    const accepted = (context.req.header('accept-encoding') ?? '').split(/\s*,\s*/);
    const encoding = encodings.find(
      ([each, ending]) => accepted.some((text) => isOf(text, each)) && readAsset(`${name}${ending}`),
    );
    const bytes = readAsset(encoding === undefined ? name : `${name}${encoding[1]}`);
    if (bytes === undefined) return context.notFound();
    return context.body(new Uint8Array(bytes), 200, {
      'Content-Type': types[extname(name)] ?? 'application/octet-stream',
      'Cache-Control': /-\w{8}\./.test(name) ? 'private, max-age=31536000, immutable' : 'no-cache',
      Vary: 'Accept-Encoding',
      ...(encoding !== undefined && { 'Content-Encoding': encoding[0] }),
    });
  };
}

/** Whether a browser accepts an encoding: `br`, `gzip;q=0.5`, but not `br;q=0`. */
function isOf(accepted: string, encoding: string): boolean {
  const [name, quality] = accepted.split(/\s*;\s*/);
  return name === encoding && !/^q=0(\.0*)?$/.test(quality ?? '');
}

/**
 * The text of a file of the build.
 *
 * @throws {Error} if the build did not make it
 */
export function readText(name: string): string {
  const bytes = readAsset(name);
  if (bytes === undefined) throw new Error(`dist/dashboard/assets/${name} is missing: run npm run build.`);
  return bytes.toString('utf8');
}

/** A file that the build made, or undefined if it made none of this name. */
function readAsset(name: string): Buffer | undefined {
  try {
    return readFileSync(new URL(name, folder));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
