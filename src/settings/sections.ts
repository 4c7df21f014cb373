import type { SectionKind } from './setting.ts';

/** The sections of each kind, as people call them; compared in lower case, with `_` for blanks and hyphens. */
const sections: Readonly<Record<Exclude<SectionKind, 'anywhere'>, readonly string[]>> = {
  cluster: [
    ...['cluster', 'dwh', 'redshift', 'redshift_cluster', 'dwh_cluster', 'warehouse', 'data_warehouse', 'dw'],
    ...['cluster_config', 'redshift_config', 'db', 'database', 'redshift_db', 'dwh_db', 'default'],
  ],
  database: ['db', 'database', 'redshift_db', 'dwh_db'],
  aws: [
    ...['aws', 'credentials', 'aws_credentials', 'general', 'iam', 'iam_user', 'user', 'account', 'aws_iam'],
    ...['aws_access', 'access', 'keys', 'default'],
  ],
  role: ['iam_role', 'arn', 'role', 'iam', 'iamrole', 'iam_roles', 'redshift_role'],
  s3: ['s3', 's3_data', 'bucket', 's3_bucket', 'data', 'default'],
  project: ['project'],
};

/** The narrowest first. */
const order = ['database', 'role', 'aws', 'cluster', 's3', 'project'] as const;

/** The kinds of a section; every section is also `anywhere`. Python applies `[DEFAULT]` to all sections. */
export function kindsOf(section: string): readonly SectionKind[] {
  const name = plainName(section);
  return [...order.filter((kind) => sections[kind].includes(name)), 'anywhere'];
}

/** Names as they are compared: `IAM ROLE`, `iam-role` and `IAM_ROLE` are one. */
export function plainName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}
