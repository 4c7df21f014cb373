#!/usr/bin/env node
// Draws docs/images/dashboard.png and sql.png: the overview and the SQL page over simulated plays. Run it after a change of
// the pages, where Chromium is:
// npm run build && npx tsx scripts/dashboard-picture.js
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drawn, openChromium } from '../test/browser/chromium.ts';

const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sparkify-picture-'));
const sparkify = (...args) => execFileSync(process.execPath, [command, ...args], { cwd: folder });
// Two months, so that there is a period to compare with; half of the songs played are in the song data.
sparkify(
  ...['simulate', '--out', 'data', '--users', '300', '--seed', '7', '--quiet'],
  ...['--from', '2018-10-01', '--until', '2018-12-01', '--catalogue-share', '0.5'],
);
sparkify('etl', '--data', 'data', '--quiet');
const server = spawn(process.execPath, [command, 'dashboard', '--no-open'], { cwd: folder });
const browser = await openChromium();
try {
  const address = await new Promise((resolve) =>
    server.stdout.once('data', (bytes) => resolve(String(bytes).trim())),
  );
  const page = await browser.newPage({ viewport: { width: 1440, height: 1180 } });
  const save = async (name) => {
    await page.waitForTimeout(600); // the charts are animated
    await page.screenshot({ path: fileURLToPath(new URL(`../docs/images/${name}`, import.meta.url)) });
  };
  await page.goto(address);
  await page.locator('canvas').nth(2).waitFor();
  await drawn(page);
  await save('dashboard.png');
  await page.setViewportSize({ width: 1440, height: 800 });
  await page.goto(`${address}sql`);
  await page.locator('.cm-editor').waitFor();
  await page.locator('#run').click();
  await page.locator('#result-summary').waitFor();
  await save('sql.png');
} finally {
  await browser.close();
  server.kill();
  rmSync(folder, { recursive: true });
}
