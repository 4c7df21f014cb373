import { sqlFileNames } from '../../sql.ts';

const folder = 'manifest';

/**
 * The statement that reads a part of the load manifest in tables of a version, in the columns of the newest tables and as
 * the upgrade would leave them: `NAME-until-version-2.sql` is for versions 1 and 2 if there is one for version 0 too.
 */
export function manifestFile(name: 'files' | 'last-locations' | 'last-run', version: number): string {
  const [until] = sqlFileNames(folder)
    .flatMap((file) => {
      const [, part, last] = /^([a-z-]+)-until-version-(\d+)\.sql$/.exec(file) ?? [];
      return part === name && Number(last) >= version ? [Number(last)] : [];
    })
    .sort((a, b) => a - b);
  return `${folder}/${name}${until === undefined ? '' : `-until-version-${until}`}.sql`;
}
