import { applyDeletion } from '../../cluster/apply-deletion.ts';
import { drawOrphans } from '../../cluster/draw.ts';
import { reworded, SparkifyError } from '../../errors.ts';
import type { Hint } from '../../hint.ts';
import { emptyFolder } from '../../s3/empty-folder.ts';
import { openS3Folder } from '../../s3/folder.ts';
import type { ResolvedSettings } from '../../settings/table.ts';
import { s3Settings } from '../../warehouse/redshift/from-settings.ts';
import type { Context } from '../context.ts';
import { accountOf } from './account.ts';
import { findAll, findLeft, requireNothingLeft } from './delete.ts';

/** What became of what `cluster verify` had made. */
export interface Deletion {
  readonly deleted: readonly string[];
  /** What is there afterwards, and costs money or is ours. */
  readonly left: readonly string[];
  /** Why not everything is deleted, with the command that goes on. */
  readonly failure?: unknown;
}

/** Deletes everything that bears the name, and what is below the folder, whatever was made of it; then looks what is left. */
export async function deleteAll({
  context,
  given,
  folder,
}: {
  readonly context: Context;
  readonly given: ResolvedSettings;
  readonly folder: string;
}): Promise<Deletion> {
  const { terminal } = context;
  const deleted: string[] = [];
  const left: string[] = [];
  terminal.draw('');
  terminal.note('  Deleting everything. Ctrl-C now would end without that.');
  // Also after Ctrl-C, which ends every call of the account that was open until then.
  using account = await accountOf(given, { ...context, signal: new AbortController().signal });
  const { identifier } = account.settings;
  try {
    const { observed, steps } = await findAll(account);
    await applyDeletion(steps, undefined, account.execution);
    deleted.push(...steps.filter(({ verb }) => verb === 'delete').map(({ kind, name }) => `${kind} ${name}`));
    await using place = await openS3Folder(folder, s3Settings(given));
    deleted.push(`${await emptyFolder(place)} objects`);
    const remaining = (await place.list()).length;
    if (remaining > 0) left.push(`${remaining} objects below ${folder}`);
    const orphans = await findLeft(account, observed);
    left.push(...orphans.map(({ kind, name }) => `${kind} ${name}`));
    terminal.draw('');
    terminal.note(`  Deleted: ${deleted.join(', ')}.`);
    drawOrphans(orphans, account.settings.work, terminal.note);
    requireNothingLeft(steps, orphans);
    return { deleted, left };
  } catch (error) {
    return { deleted, left: [...left, 'not all was deleted'], failure: naming(error, identifier) };
  }
}

/** The same error, whose commands are about the warehouse that was made, not about the one that the flags name. */
function naming(error: unknown, identifier: string): unknown {
  return changed(error, (hints) => ({
    details: [],
    hints: hints.map((hint) =>
      typeof hint === 'string' ? hint : { ...hint, flags: { ...hint.flags, identifier } },
    ),
  }));
}

/** The same error once everything is deleted: what it says of things that exist, and how to go on with them, is no longer true. */
export function onceDeleted(error: unknown, detail: string): unknown {
  return changed(error, (hints) => ({
    details: [detail],
    hints: hints.filter((hint) => typeof hint === 'string' || !hint.command.startsWith('cluster ')),
  }));
}

function changed(
  error: unknown,
  change: (hints: readonly (string | Hint)[]) => {
    readonly details: readonly string[];
    readonly hints: readonly (string | Hint)[];
  },
): unknown {
  if (!(error instanceof SparkifyError)) return error;
  const { details, hints } = change(error.hints);
  const kept = error.details.filter((each) => !/^(These exist now|Nothing exists yet)/.test(each));
  return reworded(error, { details: [...kept, ...details], hints });
}
