import { sqlFileNames } from '../../sql.ts';

const folder = 'manifest';

/**
 * The statement that reads a part of the load manifest in tables of a version, in the columns of the newest tables and as
 * the upgrade would leave them: `NAME-until-version-0.sql` is for tables of 0.1.0.
 */
export function manifestFile(name: 'files' | 'last-run', version: number): string {
  const [until] = sqlFileNames(folder)
    .flatMap((file) => {
      const [, part, last] = /^([a-z-]+)-until-version-(\d+)\.sql$/.exec(file) ?? [];
      return part === name && Number(last) >= version ? [Number(last)] : [];
    })
    .sort((a, b) => a - b);
  return `${folder}/${name}${until === undefined ? '' : `-until-version-${until}`}.sql`;
}
