import { readFileSync } from 'node:fs';
import type { Handler } from 'hono';
import { accepts } from 'hono/accepts';
import { getMimeType } from 'hono/utils/mime';
import { packageRoot } from '../package-root.ts';

/** Where `scripts/build-web.js` puts what the browser loads. */
const folder = new URL('dist/dashboard/assets/', packageRoot);

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

/** The endings of what the build compressed, by the encoding; the smallest first. */
const endings: Readonly<Record<string, string>> = { br: '.br', gzip: '.gz' };

/** Serves the files of the page, and no other, as they were compressed by the build. */
export function serveAssets(): Handler {
  return (context) => {
    const name = context.req.param('name') ?? '';
    if (!readManifest().files.includes(name)) return context.notFound();
    const encoding = accepts(context, {
      header: 'Accept-Encoding',
      supports: Object.keys(endings),
      default: 'identity',
      // The first of ours that is accepted at all: browsers give each the same weight.
      match: (accepted, { supports, default: otherwise }) =>
        supports.find((each) => accepted.some(({ type, q }) => type === each && q > 0)) ?? otherwise,
    });
    const bytes = readAsset(`${name}${endings[encoding] ?? ''}`);
    if (bytes === undefined) return context.notFound();
    return context.body(new Uint8Array(bytes), 200, {
      'Content-Type': getMimeType(name) ?? 'application/octet-stream',
      'Cache-Control': /-\w{8}\./.test(name) ? 'private, max-age=31536000, immutable' : 'no-cache',
      Vary: 'Accept-Encoding',
      ...(encoding in endings && { 'Content-Encoding': encoding }),
    });
  };
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
