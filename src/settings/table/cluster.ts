import { parseCidrs } from '../cidr.ts';
import { checkNodeType } from '../node-types.ts';
import { matching, parseCapacity, parseClusterType, parseIdentifier, wholeNumber } from '../parse.ts';
import type { Setting } from '../setting.ts';
import { parseTtl } from '../ttl.ts';

/** What `sparkify cluster` makes and finds. */
export const clusterSettings = {
  identifier: {
    meaning: 'name of the cluster or workgroup',
    flag: '--identifier <name>',
    environment: ['REDSHIFT_CLUSTER', 'DWH_CLUSTER_IDENTIFIER'],
    keys: {
      cluster: ['cluster_identifier', 'identifier', 'cluster_name', 'cluster_id', 'name'],
      anywhere: [
        'dwh_cluster_identifier',
        'cluster_identifier',
        'dwh_identifier',
        'redshift_cluster_identifier',
      ],
    },
    init: ['DWH', 'DWH_CLUSTER_IDENTIFIER'],
    default: 'sparkify',
    neededBy: ['redshift', 'cluster', 'create'],
    parse: parseIdentifier,
  },
  clusterType: {
    meaning: 'single-node has 1 node, multi-node 2 or more',
    environment: ['DWH_CLUSTER_TYPE'],
    keys: { cluster: ['cluster_type', 'type'], anywhere: ['dwh_cluster_type', 'cluster_type'] },
    init: ['DWH', 'DWH_CLUSTER_TYPE'],
    neededBy: ['create'],
    parse: parseClusterType,
  },
  nodes: {
    meaning: 'number of nodes',
    flag: '--nodes <n>',
    environment: ['DWH_NUM_NODES'],
    keys: {
      cluster: ['nodes', 'num_nodes', 'number_of_nodes'],
      anywhere: ['dwh_num_nodes', 'num_nodes', 'number_of_nodes', 'dwh_number_of_nodes', 'n_nodes'],
    },
    init: ['DWH', 'DWH_NUM_NODES'],
    defaultWords: 'none: Serverless; 2 where nodes are asked for, 1 for a single node',
    neededBy: ['create'],
    parse: wholeNumber('number of nodes', 1, 100),
  },
  nodeType: {
    meaning: 'node type',
    flag: '--node-type <type>',
    environment: ['DWH_NODE_TYPE'],
    keys: { anywhere: ['dwh_node_type', 'node_type', 'dwh_cluster_node_type', 'cluster_node_type'] },
    init: ['DWH', 'DWH_NODE_TYPE'],
    defaultWords: 'none: Serverless; ra3.large where nodes are asked for',
    neededBy: ['create'],
    parse: checkNodeType,
  },
  serverless: {
    meaning: 'Redshift Serverless, billed by use; no for nodes',
    flag: '--serverless',
    keys: { cluster: ['serverless'] },
    init: ['DWH', 'SERVERLESS'],
    defaultWords: 'yes, unless nodes are asked for',
    neededBy: ['redshift', 'cluster', 'create'],
  },
  baseCapacity: {
    meaning: 'Serverless: RPU, 4 or a multiple of 8',
    flag: '--base-capacity <rpu>',
    keys: { cluster: ['base_capacity'] },
    init: ['DWH', 'BASE_CAPACITY'],
    defaultWords: '4, or the least that the region has',
    neededBy: ['create'],
    parse: parseCapacity('base capacity'),
  },
  maxCapacity: {
    meaning: 'Serverless: RPU that it may grow to while queries run',
    flag: '--max-capacity <rpu>',
    keys: { cluster: ['max_capacity'] },
    init: ['DWH', 'MAX_CAPACITY'],
    defaultWords: 'twice the base capacity',
    neededBy: ['create'],
    parse: parseCapacity('max capacity'),
  },
  usageLimit: {
    meaning: 'Serverless: RPU-hours a day, then it stops until the next day',
    flag: '--usage-limit <hours>',
    keys: { cluster: ['usage_limit'] },
    init: ['DWH', 'USAGE_LIMIT'],
    defaultWords: '24',
    neededBy: ['create'],
    parse: wholeNumber('usage limit', 1, 1_000_000),
  },
  roleName: {
    meaning: 'name of the IAM role',
    flag: '--role-name <name>',
    environment: ['DWH_IAM_ROLE_NAME'],
    keys: {
      role: ['name', 'role_name'],
      anywhere: ['dwh_iam_role_name', 'iam_role_name', 'dwh_role_name', 'role_name'],
    },
    init: ['DWH', 'DWH_IAM_ROLE_NAME'],
    defaultWords: 'NAME-copy',
    neededBy: ['cluster', 'create'],
    parse: matching('role name', /^[\w+=,.@-]{1,64}$/, 'up to 64 letters, digits and _+=,.@-'),
  },
  allowCidr: {
    meaning: 'address range that may connect, such as 203.0.113.0/24',
    flag: '--allow-cidr <range...>',
    keys: { cluster: ['allow_cidr'] },
    init: ['DWH', 'ALLOW_CIDR'],
    defaultWords: 'your own address only',
    neededBy: ['create'],
    parse: parseCidrs,
  },
  ttl: {
    meaning: 'time to live, such as 30m, 2h or 7d: nodes then pause by themselves, and status and etl warn',
    flag: '--ttl <time>',
    keys: { cluster: ['ttl'] },
    init: ['DWH', 'TTL'],
    neededBy: ['create'],
    parse: parseTtl,
  },
} as const satisfies Readonly<Record<string, Setting>>;
