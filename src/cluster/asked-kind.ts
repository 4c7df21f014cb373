import { UsageError } from '../errors.ts';
import { explicit, isOn, type ResolvedSetting } from '../settings/resolved.ts';
import type { ResolvedSettings } from '../settings/table.ts';

/** A provisioned cluster, or Redshift Serverless. */
export type Kind = 'nodes' | 'serverless';

/** The kind that the settings ask for. */
export interface AskedKind {
  readonly kind: Kind;
  /** `--serverless`, `dwh.cfg line 4`, `default`. */
  readonly from: string;
  /** Whether this call asks for it, not a file or a default. */
  readonly isByFlag: boolean;
}

/**
 * The kind of warehouse that the settings ask for: nodes where any setting names them, else Serverless, which costs nothing
 * while idle (https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-billing.html). Flags outrank the environment and
 * the file.
 *
 * @throws {UsageError} where flags ask for both
 */
export function readAskedKind(given: ResolvedSettings): AskedKind {
  const asking = [
    ...settingsOf('serverless', [given.serverless, given.baseCapacity, given.maxCapacity, given.usageLimit]),
    ...settingsOf('nodes', [given.nodeType, given.nodes, given.clusterType]),
  ];
  const flags = asking.filter(({ setting }) => setting.origin === 'flag');
  const [first] = flags;
  const other = flags.find(({ kind }) => kind !== first?.kind);
  if (first !== undefined && other !== undefined) {
    throw new UsageError(
      'SPK-114',
      `${first.setting.from} and ${other.setting.from} contradict each other.`,
      {
        hints: ['A warehouse has nodes, or it is Serverless: leave out one of the two.'],
      },
    );
  }
  if (first !== undefined) return { kind: first.kind, from: first.setting.from, isByFlag: true };
  const chosen = explicit(given.serverless);
  if (chosen !== undefined) {
    return { kind: isOn(chosen) ? 'serverless' : 'nodes', from: chosen.from, isByFlag: false };
  }
  const nodes = asking.find(({ kind }) => kind === 'nodes');
  if (nodes !== undefined) return { kind: 'nodes', from: nodes.setting.from, isByFlag: false };
  return { kind: 'serverless', from: 'default', isByFlag: false };
}

function settingsOf(kind: Kind, settings: readonly (ResolvedSetting | undefined)[]) {
  return settings.flatMap((setting) =>
    explicit(setting) === undefined ? [] : [{ kind, setting: setting as ResolvedSetting }],
  );
}
