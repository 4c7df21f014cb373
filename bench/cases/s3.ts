import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { defaultConnections as connections } from '../../src/s3/settings.ts';
import { fetchAhead } from '../../src/sources/fetch-ahead.ts';
import { openS3Source } from '../../src/sources/s3.ts';
import type { BenchCase } from '../case.ts';
import { againstFloor } from '../result.ts';
import { inTurns } from '../timing.ts';

/** Objects of 250 bytes from an S3 server in another process, against a bare loop of GETs of the same concurrency. */
export const s3: BenchCase = async ({ sizes: { songFiles: objects, rounds }, onStep }) => {
  onStep('measuring');
  const program = fileURLToPath(new URL('../s3-server-process.ts', import.meta.url));
  const server = fork(program, [String(objects)]);
  try {
    const [endpoint] = (await once(server, 'message')) as [string];
    // The first round of each warms up.
    const names = await readAll(endpoint);
    if (names.length !== objects) throw new Error(`${objects} objects were expected, ${names.length} came`);
    await bareLoop(endpoint, names);
    const { ours, bare } = await inTurns(rounds + 2, {
      ours: timed(() => readAll(endpoint)),
      bare: timed(() => bareLoop(endpoint, names)),
    });
    const held = {
      ...{ ours, floor: bare, floorName: 'bare GET loop, unsigned, names known' },
      case: `${objects.toLocaleString('en')} objects from an S3 server on loopback`,
      note: `${connections} connections; list, sign, get and verify in order`,
    };
    return [againstFloor(held, 1.3)];
  } finally {
    server.disconnect();
  }
};

const timed = (work: () => Promise<unknown>) => async () => {
  const startedAt = performance.now();
  await work();
  return { seconds: (performance.now() - startedAt) / 1000 };
};

const folder = 's3://b/song_data';

/** Lists, signs, gets and verifies every object, in order. */
async function readAll(endpoint: string): Promise<readonly string[]> {
  await using source = await openS3Source(folder, {
    endpoint,
    region: 'us-west-2',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    signRequests: true,
    requesterPays: false,
    connections,
  });
  const names: string[] = [];
  for await (const { file, chunks } of fetchAhead(source, source.list(), { concurrency: connections })) {
    for await (const chunk of chunks)
      if (chunk.length !== file.size) throw new Error(`${file.location} is cut off`);
    names.push(file.location.slice(`${folder}/`.length));
  }
  return names;
}

/** Gets the same objects with node:http, unsigned, their names known before. */
async function bareLoop(endpoint: string, names: readonly string[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const rest = names.values();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (const name of rest) await getBare(`${endpoint}/b/song_data/${name}`, agent);
    }),
  );
  agent.destroy();
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
