import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultConnections } from '../src/s3/settings.ts';
import { fetchAhead } from '../src/sources/fetch-ahead.ts';
import { openS3Source } from '../src/sources/s3.ts';

export interface S3BenchOptions {
  readonly objects?: number;
  readonly connections?: number;
  /** Milliseconds before every answer of the server. */
  readonly latency?: number;
  /** Ours and the bare loop take turns; the median of each counts. */
  readonly rounds?: number;
}

export interface S3BenchResult {
  readonly objects: number;
  readonly connections: number;
  /** Milliseconds: list, sign, get and verify every object, in order. */
  readonly ours: number;
  /** Milliseconds: get the same objects with node:http, unsigned, their names known before. */
  readonly bare: number;
  readonly ratio: number;
}

/** Objects of 250 bytes from an S3 server in another process, against a bare loop of GETs of the same concurrency. */
export async function benchS3(options: S3BenchOptions = {}): Promise<S3BenchResult> {
  const { objects = 14_896, connections = defaultConnections, latency = 0, rounds = 5 } = options;
  const program = fileURLToPath(new URL(`./s3-server-process${extname(import.meta.url)}`, import.meta.url));
  const server = fork(program, [String(objects), String(latency)]);
  try {
    const [endpoint] = (await once(server, 'message')) as [string];
    const ours: number[] = [];
    const bare: number[] = [];
    // The first round of each warms up.
    for (let round = 0; round <= rounds; round++) {
      const { names, milliseconds } = await readAll(endpoint, connections);
      if (names.length !== objects) throw new Error(`${objects} objects were expected, ${names.length} came`);
      ours.push(milliseconds);
      bare.push(await bareLoop(endpoint, names, connections));
    }
    const result = { ours: median(ours.slice(1)), bare: median(bare.slice(1)) };
    return { objects, connections, ...result, ratio: result.ours / result.bare };
  } finally {
    server.disconnect();
  }
}

const folder = 's3://b/song_data';

async function readAll(endpoint: string, connections: number) {
  await using source = await openS3Source(folder, {
    endpoint,
    region: 'us-west-2',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    signRequests: true,
    requesterPays: false,
    connections,
  });
  const names: string[] = [];
  const start = performance.now();
  for await (const { file, chunks } of fetchAhead(source, source.list(), { concurrency: connections })) {
    for await (const chunk of chunks)
      if (chunk.length !== file.size) throw new Error(`${file.location} is cut off`);
    names.push(file.location.slice(`${folder}/`.length));
  }
  return { names, milliseconds: performance.now() - start };
}

async function bareLoop(endpoint: string, names: readonly string[], connections: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const rest = names.values();
  const start = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (const name of rest) await getBare(`${endpoint}/b/song_data/${name}`, agent);
    }),
  );
  const milliseconds = performance.now() - start;
  agent.destroy();
  return milliseconds;
}

function getBare(url: string, agent: Agent): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks)));
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? Number.NaN;
}
