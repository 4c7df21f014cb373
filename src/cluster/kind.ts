import { UsageError } from '../errors.ts';
import type { Kind } from './asked-kind.ts';
import type { Observed } from './observe.ts';
import type { ClusterTarget } from './settings.ts';
import { isOurs } from './tags.ts';

type Warehouses = Pick<Observed, 'cluster' | 'namespace' | 'workgroup'>;

/** The kinds of warehouse that exist under the name, complete or not: those of this cluster's owner first. */
export function kindsOf({ cluster, namespace, workgroup }: Warehouses, owner: string): readonly Kind[] {
  const found = [
    { kind: 'nodes' as const, resource: cluster },
    { kind: 'serverless' as const, resource: namespace ?? workgroup },
  ].flatMap(({ kind, resource }) => (resource === undefined ? [] : [{ kind, tags: resource.tags }]));
  return [...found.filter((one) => isOurs(one, owner)), ...found.filter((one) => !isOurs(one, owner))].map(
    ({ kind }) => kind,
  );
}

/**
 * The kind that `create` works on: the one that exists, else the one that is asked for. What a file or a default says never
 * makes a second warehouse beside the first.
 *
 * @throws {UsageError} where a flag asks for the other kind than the one that exists
 */
export function chooseKind(
  { asked, owner, identifier }: Pick<ClusterTarget, 'asked' | 'owner' | 'identifier'>,
  observed: Warehouses,
): Kind {
  const [first, ...others] = kindsOf(observed, owner);
  if (first === undefined) return asked.kind;
  if (!asked.isByFlag || first === asked.kind) return first;
  if (others.includes(asked.kind)) return asked.kind;
  throw new UsageError(
    'SPK-612',
    `${words[first]} "${identifier}" exists (${stateOf(observed, first)}). ${asked.from} asks for another kind, which would be billed beside it.`,
    {
      details: ['Nothing was created or changed.'],
      hints: [
        { command: 'cluster create', flags: omitted, why: 'Use it' },
        { command: 'cluster delete', why: 'Delete it first' },
        { command: 'cluster create', flags: { identifier: `${identifier}-2` }, why: 'Choose another name' },
      ],
    },
  );
}

const words: Readonly<Record<Kind, string>> = {
  nodes: 'The cluster',
  serverless: 'The Serverless workgroup',
};

/** The flags that ask for a kind. */
const omitted = {
  serverless: false,
  nodes: false,
  nodeType: false,
  baseCapacity: false,
  maxCapacity: false,
  usageLimit: false,
} as const;

function stateOf({ cluster, namespace, workgroup }: Warehouses, kind: Kind): string {
  if (kind === 'nodes') return `${cluster?.nodes} x ${cluster?.nodeType}, ${cluster?.status}`;
  if (workgroup === undefined)
    return `its namespace is ${namespace?.status}, its workgroup was not created yet`;
  return `${workgroup.baseCapacity} RPU, ${workgroup.status}`;
}
