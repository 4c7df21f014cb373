import { nodesCost, serverlessCost, storagePrice } from '../cluster/prices.ts';
import { bytesPerEvent } from '../simulate/estimate.ts';
import { pageAddress } from './point.ts';

/** A month of events, how its files arrive, and a warehouse for it. */
interface Scale {
  readonly events: number;
  /** Log files a day. */
  readonly files: number;
  readonly areGzip: boolean;
  readonly nodeType: keyof typeof slicesPerNode;
  readonly nodes: number;
  readonly way: string;
  readonly limit: string;
}

/** What the figures come to, for a run a day. */
export interface ScaleRow {
  readonly events: number;
  readonly files: string;
  readonly way: string;
  readonly copies: number;
  readonly nodes: string;
  readonly slices: number;
  readonly rpu: number;
  /** Of COPY, a day. */
  readonly seconds: number;
  /** US dollars a month for COPY. */
  readonly serverless: number;
  /** US dollars a month for nodes that are never paused. */
  readonly provisioned: number;
  /** US dollars a month for each month of events that is kept. */
  readonly storage: number;
  readonly limit: string;
}

/** Slices and memory of a node: https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-clusters.html */
const slicesPerNode = { 'ra3.xlplus': 2, 'ra3.4xlarge': 4, 'ra3.16xlarge': 16 } as const;
const memoryPerNode = { 'ra3.xlplus': 32, 'ra3.4xlarge': 96, 'ra3.16xlarge': 384 } as const;
/** GiB: https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-capacity.html */
const memoryPerRpu = 16;

/**
 * COPY of 1.2 GB in one file, which is one slice, took 51.56 s; in nine files on four nodes of two slices, so in two rounds, 17.7 s.
 * What the rounds do not explain is there for every COPY. https://docs.aws.amazon.com/redshift/latest/dg/tutorial-loading-run-copy.html
 */
const vendorBytes = 1.2e9;
const slicePace = vendorBytes / 51.56;
const copyOverhead = 17.7 - (2 * (vendorBytes / 9)) / slicePace;

/** Serverless is billed for a minute at least: https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-billing.html */
const leastBilled = 60;
const daysAMonth = 30;

const scales: readonly Scale[] = [
  {
    events: 1e6,
    files: 1,
    areGzip: false,
    nodeType: 'ra3.xlplus',
    nodes: 2,
    way: 'batched',
    limit: 'nothing: the minute that Serverless bills at least is longer than the COPY',
  },
  {
    events: 1e8,
    files: 24,
    areGzip: false,
    nodeType: 'ra3.xlplus',
    nodes: 2,
    way: 'direct, manifest',
    limit: 'a slice: JSON is not split, so a file a day instead of an hour would be read by one slice alone',
  },
  {
    events: 1e10,
    files: 192,
    areGzip: true,
    nodeType: 'ra3.16xlarge',
    nodes: 4,
    way: 'direct, manifest',
    limit:
      'the SQL of the star, for which AWS gives no figure: `etl --json` has its seconds as `seconds.transaction`',
  },
];

export const scaleRows: readonly ScaleRow[] = scales.map((scale) => {
  const { events, files, areGzip, nodeType, nodes } = scale;
  const slices = slicesPerNode[nodeType] * nodes;
  const bytesADay = (events * bytesPerEvent.plain) / daysAMonth;
  const rounds = Math.ceil(files / slices);
  const seconds = copyOverhead + (rounds * (bytesADay / files)) / slicePace;
  const rpu = (memoryPerNode[nodeType] * nodes) / memoryPerRpu;
  const region = 'us-east-1';
  const capacity = { baseCapacity: rpu, maxCapacity: rpu, usageLimit: 24 * rpu, region };
  const hours = (daysAMonth * Math.max(leastBilled, seconds)) / 3600;
  const fileBytes = (bytesADay / files) * (areGzip ? bytesPerEvent.gzip / bytesPerEvent.plain : 1);
  return {
    events,
    way: scale.way,
    copies: 1,
    slices,
    rpu,
    seconds,
    limit: scale.limit,
    nodes: `${nodes} x ${nodeType}`,
    files: `${files} of ${Math.round(fileBytes / 1e6)} MB${areGzip ? ' gzip' : ''}`,
    serverless: serverlessCost(capacity).hour * hours,
    provisioned: (nodesCost({ nodeType, nodes, region })?.hour ?? Number.NaN) * 24 * daysAMonth,
    storage: (events * bytesPerEvent.gzip * storagePrice) / 1e9,
  };
});

/** The table of docs/engines.md, drawn by `table`, and where its figures come from. */
export function writeScale(
  table: (heads: readonly string[], rows: readonly (readonly string[])[]) => string,
): string {
  const heads = [
    ...['events a month', 'files a day', 'way', 'COPY a day', 'nodes', 'slices', 'RPU', 'COPY, s a day'],
    ...['Serverless, USD a month', 'nodes, USD a month', 'storage, USD a month', 'what limits first'],
  ];
  const rows = scaleRows.map((row) => [
    ...[row.events.toLocaleString('en-US'), row.files, row.way, `${row.copies}`, row.nodes],
    ...[`${row.slices}`, `${row.rpu}`, `${Math.round(row.seconds)}`],
    ...[amount(row.serverless), amount(row.provisioned), amount(row.storage), row.limit],
  ]);
  const page = (name: string) => `[${name}](${pageAddress(name)})`;
  return `${table(heads, rows)}

For a run a day. Bytes of an event as \`simulate\` writes them: ${bytesPerEvent.plain}, ${bytesPerEvent.gzip} under gzip. Seconds from AWS's own measurement
(${page('dg/tutorial-loading-run-copy')}): 1.2 GB in one file, which one slice reads, in 51.56 s, so ${(slicePace / 1e6).toFixed(1)} MB/s a slice; in nine files on
four nodes in 17.7 s, of which two rounds of files explain all but ${copyOverhead.toFixed(1)} s. That was delimited text; JSON takes longer. Slices and
memory of nodes: ${page('mgmt/working-with-clusters')}. An RPU has 16 GB (${page('mgmt/serverless-capacity')}), and Serverless is taken to be as fast as
nodes of the same memory, since its slices are not documented; it bills a minute at least (${page('mgmt/serverless-billing')}). Files of 1 MB to
1 GB, a multiple of the slices: ${page('dg/c_best-practices-use-multiple-files')}. Prices as \`cluster create\` has them, us-east-1; dollars of Serverless
are for COPY alone, those of nodes for every hour of the month, and those of storage for each month that is kept, if Redshift compresses as gzip does.`;
}

/** Cents where they matter. */
function amount(dollars: number): string {
  return dollars < 10 ? dollars.toFixed(2) : Math.round(dollars).toLocaleString('en-US');
}
