// Compiles wasm/ to WebAssembly, and writes it as a module: no build is needed to run the source, and nothing to find a file.
import { readFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

const folder = new URL('../wasm/', import.meta.url);

/** The text of src/formats/plain-lines-wasm.ts. */
export async function compileScan() {
  let bytes;
  const options = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--initialMemory', '8'];
  const { error, stderr } = await asc.main(['plain-lines.ts', '--outFile', 'plain-lines.wasm', ...options], {
    readFile: (name) => (name.startsWith('plain-') ? readFileSync(new URL(name, folder), 'utf8') : null),
    writeFile(_, contents) {
      bytes = contents;
    },
  });
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  return `/** wasm/plain-lines.ts, compiled by \`npm run docs\`: WebAssembly in base64. */
export const plainLinesWasm =
  '${Buffer.from(bytes).toString('base64')}';
`;
}
