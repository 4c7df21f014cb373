import { gzipSync } from 'node:zlib';
import { etl } from '../load/etl.ts';
import type { EtlReport } from '../load/report.ts';
import type { Trial } from './point.ts';

/** A folder of S3 with one log file, of an event that nobody has loaded. */
export async function putOneFile({ folder }: Pick<Trial, 'folder'>, name: string): Promise<string> {
  const event = {
    artist: null,
    auth: 'Logged In',
    firstName: 'Ada',
    gender: 'F',
    itemInSession: 0,
    lastName: 'Smith',
    length: null,
    level: 'free',
    location: 'Paris',
    method: 'GET',
    page: 'Home',
    registration: 1540919166796,
    sessionId: 1,
    song: null,
    status: 200,
    ts: 1543536000000,
    userAgent: name,
    userId: '7',
  };
  const file = await folder.put(
    `points/${name}/log_data/one.json.gz`,
    gzipSync(`${JSON.stringify(event)}\n`),
  );
  return file.slice(0, file.lastIndexOf('/'));
}

/** Loads such a folder into the warehouse of a trial. */
export async function loadOneFile({ config, signal, longestWait }: Trial, logs: string): Promise<EtlReport> {
  return await etl({
    logs,
    warehouse: 'redshift',
    redshift: config,
    s3: config.s3,
    lockTimeoutSeconds: Math.max(60, longestWait / 1000),
    ...(signal && { signal }),
  });
}
