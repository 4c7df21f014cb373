#!/usr/bin/env node
// Draws docs/images/dashboard.png: the overview over simulated plays. Run it after a change of the page, where Chromium is:
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
sparkify('simulate', '--out', 'data', '--users', '300', '--seed', '7', '--quiet');
sparkify('etl', '--data', 'data', '--quiet');
const server = spawn(process.execPath, [command, 'dashboard', '--no-open'], { cwd: folder });
const browser = await openChromium();
try {
  const address = await new Promise((resolve) =>
    server.stdout.once('data', (bytes) => resolve(String(bytes).trim())),
  );
  const page = await browser.newPage({ viewport: { width: 1440, height: 1180 } });
  await page.goto(address);
  await page.locator('canvas').nth(2).waitFor();
  await drawn(page);
  await page.waitForTimeout(600); // the charts are animated
  await page.screenshot({
    path: fileURLToPath(new URL('../docs/images/dashboard.png', import.meta.url)),
  });
} finally {
  await browser.close();
  server.kill();
  rmSync(folder, { recursive: true });
}
