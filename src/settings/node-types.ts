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

/** What AWS recommends in place of the node types that it retired. */
const replacements: Readonly<Record<string, string>> = {
  'dc2.large': 'ra3.large',
  'dc2.8xlarge': 'ra3.4xlarge',
  'dc1.large': 'ra3.large',
  'dc1.8xlarge': 'ra3.4xlarge',
  'ds2.xlarge': 'ra3.xlplus',
  'ds2.8xlarge': 'ra3.4xlarge',
};

/** The node type that takes the place of a retired one, as AWS recommends; undefined for any other. */
export function replacementOf(nodeType: string): string | undefined {
  const name = nodeType.toLowerCase();
  if (!/^(dc1|dc2|ds2)\./.test(name)) return undefined;
  return replacements[name] ?? 'ra3.large';
}

/**
 * The node type to create, of a type that AWS still creates. AWS refuses DC1, DS2 and DC2 with "Invalid node type"; no page of the
 * guides says so, but others met it: https://github.com/apache/airflow/pull/55741
 *
 * @throws {UsageError} for what is no node type
 */
export function checkNodeType(given: { readonly value: string; readonly from: string }): string {
  const nodeType = given.value.toLowerCase();
  if (nodeType in nodeTypes) return nodeType;
  const replacement = replacementOf(nodeType);
  if (replacement !== undefined) return replacement;
  throw new UsageError(
    'SPK-113',
    `The node type (${given.from}) should be one of these, but is "${given.value}".`,
    {
      details: [Object.keys(nodeTypes).join(', ')],
    },
  );
}
