import { UsageError } from '../errors.ts';

/**
 * Node types that can be created, with the fewest nodes of each.
 * Source: CreateCluster API reference; "Working with clusters", Redshift management guide.
 */
export const nodeTypes: Readonly<Record<string, { readonly fewestNodes: number }>> = {
  'ra3.large': { fewestNodes: 1 },
  'ra3.xlplus': { fewestNodes: 1 },
  'ra3.4xlarge': { fewestNodes: 2 },
  'ra3.16xlarge': { fewestNodes: 2 },
  'rg.large': { fewestNodes: 1 },
  'rg.xlarge': { fewestNodes: 1 },
  'rg.4xlarge': { fewestNodes: 2 },
  'rg.12xlarge': { fewestNodes: 2 },
};

/** What AWS names as the way on from the node types that it retired. */
const replacements: Readonly<Record<string, string>> = {
  'dc2.large': 'ra3.large',
  'dc2.8xlarge': 'ra3.4xlarge',
  'dc1.large': 'ra3.large',
  'dc1.8xlarge': 'ra3.4xlarge',
  'ds2.xlarge': 'ra3.xlplus',
  'ds2.8xlarge': 'ra3.4xlarge',
};

/**
 * The node type, if AWS still makes clusters of it.
 * Throws a {@link UsageError} that says why not and what to take instead.
 */
export function checkNodeType(given: { readonly value: string; readonly from: string }): string {
  const nodeType = given.value.toLowerCase();
  if (nodeType in nodeTypes) return nodeType;
  const retired = /^(dc1|dc2|ds2)\./.exec(nodeType);
  if (retired === null) {
    throw new UsageError(`The node type (${given.from}) should be one of these, but is "${given.value}".`, {
      details: [Object.keys(nodeTypes).join(', ')],
    });
  }
  const family = (retired[1] ?? '').toUpperCase();
  const replacement = replacements[nodeType] ?? 'ra3.large';
  throw new UsageError(`AWS no longer creates ${nodeType} clusters (${given.from}).`, {
    details: [
      family === 'DC2'
        ? 'DC2 was closed to new clusters in May 2025 and ended in April 2026 ("Invalid node type").'
        : `${family} was retired before DC2, which ended in April 2026 ("Invalid node type").`,
    ],
    hints: [
      `Use ${replacement} instead: --node-type ${replacement}, or DWH_NODE_TYPE=${replacement} in dwh.cfg.`,
      'Or pay only while queries run: sparkify cluster create --serverless',
    ],
  });
}
