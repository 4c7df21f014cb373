import type { StagingTable } from '../../formats/columns.ts';

/**
 * A JSONPaths file that feeds the columns of a table in their order.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-format.html#copy-json-jsonpaths
 */
export function jsonPathsOf({ columns }: StagingTable): Buffer {
  const paths = columns.map(({ path }) => `$${path.map(toStep).join('')}`);
  return Buffer.from(JSON.stringify({ jsonpaths: paths }, null, 2));
}

const toStep = (step: string | number): string =>
  typeof step === 'number' ? `[${step}]` : `['${step.replace(/['\\]/g, '\\$&')}']`;
