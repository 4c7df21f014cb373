import { startS3Server } from '../test/s3-server/s3-server.ts';

/** Serves objects of 250 bytes to the process that forked this one: argv is their number. */
const [objects = '14896'] = process.argv.slice(2);

const bucket: Record<string, string> = {};
for (let index = 0; index < Number(objects); index++) {
  const letter = String.fromCharCode(65 + (index % 26));
  const id = `TR${String(index).padStart(16, '0')}`;
  bucket[`song_data/${letter}/${id}.json`] = `{"num_songs":1,"song_id":"${id}"}`.padEnd(250);
}
const server = await startS3Server({ buckets: { b: bucket } });
process.send?.(server.endpoint);
process.on('disconnect', () => void server[Symbol.asyncDispose]());
