import { readManifest } from './assets.ts';

/** The one document of the dashboard; the script draws what its address names. */
export function page(nonce: string): string {
  const { script, style, preload } = readManifest();
  const preloads = preload.map((name) => `<link rel="modulepreload" href="/assets/${name}">\n`).join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="style-nonce" content="${nonce}">
<title>Sparkify</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/${style}">
${preloads}<script type="module" src="/assets/${script}"></script>
</head>
<body>
<noscript>The dashboard needs JavaScript; "sparkify report" writes a file, and "sparkify ask" prints the same numbers.</noscript>
</body>
</html>
`;
}
