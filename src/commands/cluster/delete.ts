import { applyDeletion } from '../../cluster/apply-deletion.ts';
import { drawDeletion, drawOrphans, drawOthers } from '../../cluster/draw.ts';
import type { Observed } from '../../cluster/observe.ts';
import { findOrphans, type OrphanedResource } from '../../cluster/orphaned-resources.ts';
import { observeOthers } from '../../cluster/others.ts';
import { type DeletionStep, planDeletion } from '../../cluster/plan-deletion.ts';
import { observeRolesOf } from '../../cluster/role.ts';
import { TransientError, UsageError } from '../../errors.ts';
import { s3Settings } from '../../warehouse/redshift/from-settings.ts';
import type { Context } from '../context.ts';
import { type Account, agreed, explained, type Flags, openAccount } from './account.ts';

/** `sparkify cluster delete`: look, list, have the name typed, delete, and look again. */
export async function deleteCluster(
  flags: Flags & { readonly snapshot?: string },
  context: Context,
): Promise<void> {
  using account = await openAccount(flags, context);
  const { clients, execution, settings } = account;
  const { identifier, connection } = settings;
  const snapshot = readSnapshot(flags.snapshot);
  const { observed, steps } = await findAll(account);
  const goes = steps.filter((step) => step.verb === 'delete');

  const { dryRun, json } = flags;
  drawDeletion(
    steps,
    { region: connection.region, snapshot },
    dryRun && !json ? context.terminal.print : context.terminal.note,
  );
  if (dryRun) {
    if (json)
      context.terminal.print(
        JSON.stringify({ would_delete: goes, would_leave: steps.filter((step) => step.verb === 'leave') }),
      );
    return;
  }
  if (goes.length === 0) {
    context.terminal.note(`  There is nothing of "${identifier}" to delete in ${connection.region}.`);
  } else {
    const question = {
      text: `Type the name "${identifier}" to delete all this:`,
      expected: new RegExp(`^${identifier}$`),
    };
    if (!(await agreed(flags, context, question))) return context.terminal.note('  Nothing was deleted.');
    await applyDeletion(steps, snapshot, execution);
  }

  const left = await findLeft(account, observed);
  if (json) context.terminal.print(JSON.stringify({ deleted: goes, left }));
  else {
    drawOrphans(left, settings.work, context.terminal.print);
    drawOthers(
      await explained(observeOthers(clients, identifier), 'Looking for other clusters'),
      context.terminal.print,
    );
  }
  requireNothingLeft(steps, left);
}

/** All that bears the name, and what becomes of it. */
export async function findAll({ clients, settings, observe }: Account): Promise<{
  readonly observed: Observed;
  readonly steps: readonly DeletionStep[];
}> {
  const { owner } = settings;
  const observed = await observe();
  const roles = await explained(observeRolesOf(clients, owner), 'Looking for IAM roles');
  return { observed, steps: planDeletion(owner, observed, roles) };
}

/** What is there after a deletion. */
export async function findLeft(
  { clients, execution: { signal }, given, settings }: Account,
  observed: Observed,
): Promise<readonly OrphanedResource[]> {
  const users = [observed.cluster?.user, observed.namespace?.user];
  return await explained(
    findOrphans(clients, settings, { users, s3: s3Settings(given), signal }),
    'Checking that nothing is left',
  );
}

/** @throws {TransientError} if something is there that was to be deleted */
export function requireNothingLeft(steps: readonly DeletionStep[], left: readonly OrphanedResource[]): void {
  const stays = new Set(
    steps.filter(({ verb }) => verb === 'leave').map(({ kind, name }) => `${kind} ${name}`),
  );
  const unexpected = left.filter(({ kind, name, ours }) => ours && !stays.has(`${kind} ${name}`));
  if (unexpected.length === 0) return;
  throw new TransientError(
    'SPK-617',
    `Not deleted: ${unexpected.map(({ kind, name }) => `${kind} ${name}`).join(', ')}.`,
    { hints: [{ command: 'cluster delete', why: 'Check again in a minute' }] },
  );
}

function readSnapshot(name: string | undefined): string | undefined {
  if (name === undefined || (/^[a-z](-?[a-z0-9])*$/.test(name) && name.length <= 255)) return name;
  throw new UsageError(
    'SPK-102',
    `--snapshot should be lower-case letters, digits and single hyphens, a letter first, but is "${name}".`,
  );
}
