/**
 * The folder of the package, which holds `sql/` and `package.json`: one above this file, and one above `dist/`, where the
 * bundled program lies.
 */
export const packageRoot = new URL('../', import.meta.url);
