import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { findQuestion } from '../src/ask/ask.ts';
import type { ApiStatus } from '../src/dashboard/api.ts';
import { firstPageQuestions, isCompared } from '../src/dashboard/first-page.ts';
import { shownTime } from '../src/dashboard/period.ts';
import { openDuckdb } from '../src/warehouse/duckdb/duckdb.ts';

/** Seconds until a visitor of the dashboard has the answers to what is on the first screen. */
export interface FirstScreen {
  /** From the start of the process, of a visitor who comes at once. */
  readonly afterStart: number;
  /** From the request that finds a new run. */
  readonly afterRun: number;
}

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
/** The questions of the key figures, and of the cards that are visible before a visitor scrolls. */
const ofFirstScreen = 6;
/** A browser opens so many connections to a host. */
const connections = 6;

/** Starts the real command, and asks by HTTP what a browser asks. The run log gets another time, as after a run. */
export async function timeFirstScreen(warehouse: string): Promise<FirstScreen> {
  const startedAt = performance.now();
  const server = spawn(process.execPath, [cli, 'dashboard', '--warehouse', warehouse, '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [printed] = (await once(server.stdout, 'data')) as [Buffer];
    const url = printed.toString().trim();
    const afterStart = (await visit(url)) - startedAt;
    await publishAgain(warehouse);
    const publishedAt = performance.now();
    const afterRun = (await visit(url)) - publishedAt;
    return { afterStart: afterStart / 1000, afterRun: afterRun / 1000 };
  } finally {
    server.kill();
    await once(server, 'close');
  }
}

/** Asks all that the first page asks, as many questions at once as a browser does. */
async function visit(url: string): Promise<number> {
  await get(url);
  const status = (await get(`${url}api/status`)) as ApiStatus;
  const { days, previous, grain } = shownTime({}, status);
  const questions = firstPageQuestions.map((name) => findQuestion(name));
  const waiting = questions.flatMap((question, place) =>
    [days, ...(isCompared(question) && previous ? [previous] : [])].map((period) => ({
      question,
      place,
      period,
    })),
  );
  let seenAt = 0;
  const ask = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { question, place, period } = next;
      const asked = { ...(question.grain !== undefined && { grain }), ...period };
      await get(`${url}api/questions/${question.name}?${new URLSearchParams(asked)}`);
      if (place < ofFirstScreen) seenAt = Math.max(seenAt, performance.now());
    }
  };
  await Promise.all(Array.from({ length: connections }, ask));
  return seenAt;
}

async function get(address: string): Promise<unknown> {
  const response = await fetch(address);
  const text = await response.text();
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${text}`);
  return response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
}

/** What a visitor sees of a run: the newest one ended at another time. */
async function publishAgain(location: string): Promise<void> {
  await using warehouse = await openDuckdb(location);
  await warehouse.run("update etl.runs set finished_at = finished_at + interval '1 second'");
}
