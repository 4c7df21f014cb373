import type { SectionKind, Setting, Use } from './setting.ts';
import { type SettingName, settingNames, settingOf } from './table.ts';

/** A row of docs/settings.md. */
export interface DescribedSetting {
  readonly name: SettingName;
  readonly meaning: string;
  readonly flag: string;
  readonly environment: string;
  /** Keys of dwh.cfg, with the kind of section where they need one. */
  readonly keys: string;
  readonly default: string;
  readonly neededBy: string;
  readonly isSecret: boolean;
}

const usedFor: Readonly<Record<Use, string>> = {
  source: 'reading the source',
  s3: 'locations in S3',
  dashboard: 'the dashboard',
  project: 'your own saved queries and checks',
  ask: 'saved queries, `dashboard` and `report`',
  warehouse: 'opening a warehouse',
  redshift: 'connecting to Redshift',
  load: 'loading into Redshift',
  aws: 'reaching AWS',
  cluster: '`cluster` verbs',
  create: '`cluster create`',
};

const whereKeysStand: Readonly<Record<SectionKind, string>> = {
  database: 'a section of the database (`[DB]`)',
  cluster: 'a section of the cluster (`[CLUSTER]`, `[DWH]`)',
  role: 'a section of the role (`[IAM_ROLE]`, `[ARN]`)',
  aws: 'a section of AWS (`[AWS]`, `[CREDENTIALS]`)',
  s3: 'a section of S3 (`[S3]`)',
  project: '`[PROJECT]`',
  anywhere: 'any section',
};

/** Every setting in words. */
export function describeSettings(): readonly DescribedSetting[] {
  return settingNames.map((name) => {
    const setting = settingOf(name);
    const { meaning, flag = '', environment = [], libpq, default: value, defaultWords = value } = setting;
    return {
      name,
      meaning,
      flag: flag === '' ? '' : `\`${flag}\``,
      environment: [...environment, ...(libpq === undefined ? [] : [libpq])].map(code).join(', '),
      keys: keysOf(setting),
      default: defaultWords ?? '',
      neededBy: setting.neededBy.map((use) => usedFor[use]).join(', '),
      isSecret: setting.secret === true,
    };
  });
}

function keysOf({ keys = {} }: Setting): string {
  return Object.entries(keys)
    .map(
      ([kind, names]) =>
        `in ${whereKeysStand[kind as SectionKind]}: ${names.map((name) => code(name.toUpperCase())).join(', ')}`,
    )
    .join('; ');
}

function code(text: string): string {
  return `\`${text}\``;
}
