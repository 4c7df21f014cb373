import { describe, expect, test } from 'vitest';
import { grant } from '../../src/commands/cluster/grant.ts';
import { openPipeline } from '../pipeline.ts';
import { recordingContext } from '../recording-context.ts';
import { hasServer } from '../redshift/postgres-server.ts';
import { event } from '../reference/examples.ts';
import { dataFile, smallSource } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { environmentOf } from './environment.ts';
import { freshRedshift } from './fresh-redshift.ts';

/** A warehouse, its owner, and a user that IAM has made. */
async function setUp(user: string) {
  const folder = temporaryFolder();
  const fresh = () => freshRedshift({}, { users: { [user]: 'temporary' } });
  const pipeline = await openPipeline({ fresh }, smallSource);
  const { warehouse } = pipeline;
  const { redshift } = warehouse.at;
  const connection = { ...redshift.connection, user, password: 'temporary' };
  const { context, printed } = recordingContext({ environment: environmentOf(warehouse, folder.path) });
  return {
    ...{ ...pipeline, printed },
    asOwner: () => pipeline.etl(),
    asUser: () => pipeline.etl({ redshift: { ...redshift, connection } }),
    grant: (flags = {}) => grant(user, flags, context),
    async [Symbol.asyncDispose]() {
      await pipeline[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

describe.skipIf(!hasServer())('cluster grant', () => {
  test('lets a user that IAM has made load into an empty warehouse, where it has no right', async () => {
    await using given = await setUp('IAMR:nightly');
    await expect(given.asUser()).rejects.toMatchObject({
      exitCode: 2,
      code: 'SPK-412',
      hints: [expect.anything(), expect.objectContaining({ command: 'cluster grant USER' })],
    });
    await given.grant({ dryRun: true });
    await expect(given.asUser()).rejects.toMatchObject({ code: 'SPK-412' });
    await given.grant();
    expect(await given.asUser()).toMatchObject({ status: 'published', run_id: '1' });
    await given.expectTables(smallSource);
  });

  test('makes the user the owner of tables that the owner of the warehouse has loaded; granting twice changes nothing', async () => {
    await using given = await setUp('IAM:ada');
    await given.asOwner();
    const later = dataFile('logs', 'later.json', `${event({ sessionId: 9 })}\n`);
    given.source.write([later]);
    await expect(given.asUser()).rejects.toMatchObject({ code: 'SPK-412' });
    await given.grant();
    await given.grant();
    expect(await given.asUser()).toMatchObject({ status: 'published', run_id: '2' });
    await given.expectTables([...smallSource, later]);
    expect(given.printed.join('\n')).toContain('alter table etl.runs owner to "IAM:ada"');
    const analyzed = given.warehouse.cluster.statements.filter(({ sql }) => sql.startsWith('analyze'));
    expect(analyzed.length).toBeGreaterThan(0);
  });

  test('creates a user that has not logged in yet, and needs a superuser itself', async () => {
    await using given = await setUp('IAMR:new');
    await given.grant();
    expect(given.printed[0]).toBe('  create user "IAMR:new" password disable');
    const environment = {
      ...environmentOf(given.warehouse, temporaryFolder().path),
      ...{ REDSHIFT_USER: 'IAMR:new', REDSHIFT_PASSWORD: 'temporary' },
    };
    const { context } = recordingContext({ environment });
    await expect(grant('IAM:other', {}, context)).rejects.toMatchObject({
      code: 'SPK-412',
      message: expect.stringContaining('iamr:new is no superuser'),
    });
  });
});
