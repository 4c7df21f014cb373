import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { apply, refuseIfInTheWay } from '../../cluster/apply.ts';
import { observeCluster } from '../../cluster/cluster.ts';
import { readClusterSettings } from '../../cluster/create-settings.ts';
import { drawPlan } from '../../cluster/draw.ts';
import { observeNamespace } from '../../cluster/namespace.ts';
import type { Observed } from '../../cluster/observe.ts';
import { type Plan, planCreation } from '../../cluster/plan.ts';
import type { Status } from '../../cluster/status.ts';
import { observeWorkgroup } from '../../cluster/workgroup.ts';
import { InterruptedError, UsageError } from '../../errors.ts';
import { untilCleanedUp } from '../../publication.ts';
import { openS3Folder } from '../../s3/folder.ts';
import { printTable } from '../../terminal/rows.ts';
import { collectEvidence } from '../../verify/collect-evidence.ts';
import { prepareData } from '../../verify/data.ts';
import { estimate } from '../../verify/estimate.ts';
import type { Evidence, Observation } from '../../verify/evidence.ts';
import { openLaboratories } from '../../verify/laboratories.ts';
import type { Trial } from '../../verify/point.ts';
import { points } from '../../verify/points/points.ts';
import { requireExpected } from '../../verify/require-expected.ts';
import { runPoints } from '../../verify/run-points.ts';
import { verifySettings } from '../../verify/settings.ts';
import { redshiftConfig, s3Settings } from '../../warehouse/redshift/from-settings.ts';
import type { Context } from '../context.ts';
import { type Account, accountOf, agreed, explained, type Flags, settingsGiven } from './account.ts';
import { desiredHere, whenReady } from './create.ts';
import { type Deletion, deleteAll, onceDeleted } from './delete-verified.ts';

interface VerifyFlags extends Flags {
  readonly evidence?: string;
}

/** `sparkify cluster verify`: look, plan, show, ask; make, load, observe; delete, look again, print. */
export async function verify(flags: VerifyFlags, context: Context): Promise<void> {
  const { terminal, clock } = context;
  const all = settingsGiven(flags, context, ['cluster', 'create', 'aws']);
  const { given, folder } = verifySettings(all, randomUUID().slice(0, 8));
  using account = await accountOf(given, context);
  const settings = readClusterSettings(given);
  const seen = await account.observe();
  refuseIfThere(seen, settings.identifier);
  const { desired, observed } = await desiredHere(account, { settings, seen }, context);
  const plan = planCreation(desired, observed);
  announce(plan, folder, flags.dryRun ? terminal.print : terminal.note, context);
  refuseIfInTheWay(plan);
  if (flags.dryRun) return;
  const question = { text: 'Make it, observe it and delete it? [y/N]', expected: /^y(es)?$/i };
  if (!(await agreed(flags, context, question))) return terminal.note('  Nothing was created.');

  const began = clock.now();
  const run: Run = { account, plan, observed, folder, flags, context, observations: [] };
  const evidence = await untilCleanedUp(async () => {
    const failure = await makeAndObserve(run).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    const deletion = await deleteAll({ context, given, folder });
    const written = await writeEvidence(run, { began, failure, deletion });
    if (deletion.failure !== undefined) throw deletion.failure;
    if (failure !== undefined) throw afterDeletion(failure.error, written.file, context.signal);
    return written;
  });
  report(evidence, flags, context);
}

interface Run {
  readonly account: Account;
  readonly plan: Plan;
  readonly observed: Observed;
  readonly folder: `s3://${string}`;
  readonly flags: VerifyFlags;
  readonly context: Context;
  status?: Status;
  engine?: string;
  observations: Observation[];
}

function refuseIfThere({ cluster, namespace, workgroup }: Observed, name: string): void {
  const there = cluster ?? workgroup ?? namespace;
  if (there === undefined) return;
  throw new UsageError(
    'SPK-619',
    `A warehouse "${name}" exists already (${there.status}), and cluster verify makes its own.`,
    {
      details: ['Nothing was created or changed.'],
      hints: [
        { command: 'cluster delete', flags: { identifier: name }, why: 'Unless it is in use, delete it' },
      ],
    },
  );
}

function announce(plan: Plan, folder: string, write: (line: string) => void, { call }: Context): void {
  write(
    '  Observes what only a real Redshift can show, and deletes everything at the end, also after Ctrl-C.',
  );
  write(`  A small simulation is uploaded below ${folder}, 40 MB, and deleted too.`);
  write('');
  drawPlan(plan, write, call.lines);
  write('');
  for (const line of estimate(plan.kind, plan.cost)) write(`  ${line}`);
}

async function makeAndObserve(run: Run): Promise<void> {
  const { account, plan, observed, folder, context } = run;
  const { clock, signal, terminal } = context;
  await apply(plan, account.execution);
  const { kind } = plan;
  const status = await whenReady(account, { observed, kind }, context);
  run.status = status;
  const s3 = s3Settings(account.given);
  await using place = await openS3Folder(folder, s3);
  await using data = await prepareData(place, {
    at: folder,
    s3,
    signal,
    onStep: account.execution.report.step,
  });
  const base = redshiftConfig(account.given, s3);
  const { database, roleArn: role = '' } = status;
  const { host: _, user: __, password: ___, ...connection } = base.connection;
  await using laboratories = await openLaboratories({
    kind,
    isPublic: status.public,
    folder: place,
    data,
    clock,
    signal,
    longestWait: context.longestWait ?? 10_000,
    config: { ...base, connection: { ...connection, database }, role },
    facts: await factsOf(status, account),
  });
  run.engine = laboratories.engine;
  await runPoints(points, {
    laboratories: laboratories.all,
    onPoint: ({ question }, transport) => account.execution.report.waiting(`${question} (${transport})`),
    onObserved(observation) {
      run.observations.push(observation);
      const { id, transport = '', outcome } = observation;
      terminal.draw('');
      terminal.note(`  ${outcome.padEnd(12)}  ${id}  ${transport}`.trimEnd());
    },
  });
}

async function factsOf({ kind, pausesAt, name }: Status, { clients }: Account): Promise<Trial['facts']> {
  if (kind === 'nodes') {
    const cluster = await explained(observeCluster(clients, name), `Cluster ${name}`);
    const state = async () => (await observeCluster(clients, name))?.status ?? 'gone';
    return { kmsKey: cluster?.kmsKey, pausesAt, state };
  }
  const workgroup = await explained(observeWorkgroup(clients, name), `Workgroup ${name}`);
  const namespace = await explained(observeNamespace(clients, name), `Namespace ${name}`);
  return {
    kmsKey: namespace?.kmsKey,
    capacity: workgroup && `${workgroup.baseCapacity} RPU, up to ${workgroup.maxCapacity}`,
  };
}

async function writeEvidence(
  { account, plan, status, engine, observations, folder, flags, context }: Run,
  end: {
    readonly began: Date;
    readonly failure: { readonly error: unknown } | undefined;
    readonly deletion: Deletion;
  },
): Promise<{ readonly evidence: Evidence; readonly file: string }> {
  const { connection } = account.settings;
  const { failure, deletion, began } = end;
  const { kind } = plan;
  const evidence = collectEvidence(
    {
      region: connection.region,
      kind,
      points: observations,
      began,
      ended: context.clock.now(),
      size: status?.size ?? 'not made',
      engine: engine ?? 'not reached',
      stopped: failure && String((failure.error as Error).message),
      deleted: deletion.deleted,
      left: deletion.left,
    },
    {
      FOLDER: folder,
      BUCKET: folder.split('/')[2],
      HOST: status?.host,
      ACCOUNT: plan.account,
      KEY: connection.credentials?.accessKeyId,
      SECRET: connection.credentials?.secretAccessKey,
      TOKEN: connection.credentials?.sessionToken,
    },
  );
  const { evidence: file = `redshift-evidence-${began.toISOString().slice(0, 10)}-${kind}.json` } = flags;
  await writeFile(file, `${JSON.stringify(evidence, null, 2)}\n`);
  return { evidence, file };
}

/** What failed, once everything is deleted: what it says about things that exist is no longer true. */
function afterDeletion(error: unknown, file: string, signal: AbortSignal): unknown {
  const detail = `What was created is deleted. What was observed until then is in ${file}.`;
  if (signal.aborted) {
    return new InterruptedError('SPK-602', 'cluster verify: interrupted.', {
      cause: error,
      details: [detail],
    });
  }
  return onceDeleted(error, detail);
}

function report(
  { evidence, file }: { readonly evidence: Evidence; readonly file: string },
  flags: Flags,
  { terminal }: Context,
): void {
  if (flags.json) terminal.print(JSON.stringify(evidence));
  else {
    const columns = ['point', 'transport', 'result', 'observed'];
    const rows = evidence.points.map(({ id, transport, outcome, observed }) => ({
      point: id,
      transport: transport ?? '',
      result: outcome,
      observed,
    }));
    printTable(terminal, { columns, rows });
    terminal.print('');
    terminal.print(`  ${evidence.engine}, ${evidence.size}, ${evidence.region}: evidence in ${file}`);
  }
  requireExpected(evidence, file);
}
