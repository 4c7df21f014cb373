import type { DwhCfg } from './dwh-cfg.ts';
import type { SettingName } from './table.ts';

/**
 * What to know about statements that were made without a connection to Redshift: which role or host in them, or behind
 * them, is a placeholder.
 */
export function sqlPlaceholders(
  cfg: DwhCfg,
  connection: {
    readonly role?: string | undefined;
    readonly host?: string | undefined;
    readonly cluster?: string | undefined;
    readonly workgroup?: string | undefined;
  },
): readonly string[] {
  const held = (setting: SettingName) => {
    const key = cfg.keys.find((each) => each.setting === setting && each.isPlaceholder);
    return key && `${key.at.key.toUpperCase()} of ${cfg.file} line ${key.at.line} is a placeholder`;
  };
  const { role, host, cluster, workgroup } = connection;
  const found = workgroup === undefined ? `the cluster ${cluster}` : `the workgroup ${workgroup}`;
  const heldHost = held('host');
  return [
    ...(role === undefined
      ? [
          `The IAM role in these statements is a placeholder: ${held('role') ?? 'none is set'}. A run takes that of ${host === undefined ? found : 'the cluster'}.`,
        ]
      : []),
    ...(host === undefined && heldHost !== undefined ? [`${heldHost}: a run connects to ${found}.`] : []),
  ];
}
