/** An on-demand price, with where it was read and when: prices change, and the plan says what it leans on. */
interface Price {
  /** US dollars for an hour of one node, or of one RPU. */
  readonly hour: number;
  readonly source: string;
}

const priceList = 'AWS price list, us-east-1, 2026-10-05';
const pricingPage = "AWS's pricing page, us-east-1, read 2026-10-07";

/** US dollars a node-hour in us-east-1 and us-west-2; other regions cost more or less. */
const nodePrices: Readonly<Record<string, Price>> = {
  'ra3.large': { hour: 0.543, source: pricingPage },
  'ra3.xlplus': { hour: 1.086, source: priceList },
  'ra3.4xlarge': { hour: 3.26, source: priceList },
  // Four times ra3.4xlarge: the list that was read has no line for it.
  'ra3.16xlarge': {
    hour: 13.04,
    source: 'four times ra3.4xlarge in the AWS price list, us-east-1, 2026-10-05',
  },
  'rg.large': { hour: 0.3801, source: priceList },
  'rg.xlarge': { hour: 0.7602, source: priceList },
  'rg.4xlarge': { hour: 3.04267, source: priceList },
  'rg.12xlarge': { hour: 9.128, source: priceList },
};

/**
 * What a retired node type cost last, US dollars a node-hour in us-east-1. Source: AWS's pricing page of the years of DC2, "start small
 * at $0.25 per hour": https://aws.amazon.com/redshift/pricing/. For the others no source was found, so they have no price.
 */
const formerNodePrices: Readonly<Record<string, number>> = { 'dc2.large': 0.25 };

/** US dollars a node-hour; of a retired type what it cost last. */
export function nodePrice(nodeType: string): number | undefined {
  return nodePrices[nodeType]?.hour ?? formerNodePrices[nodeType];
}

/** Billed by the second while queries run, at least a minute; nothing while idle. 4 RPU are 1.50 USD an hour. */
const rpuPrice: Price = { hour: 0.375, source: pricingPage };

/** US dollars for a GB-month of managed storage and of snapshots, of the same price list. */
export const storagePrice = 0.024;

const pricedRegions = ['us-east-1', 'us-west-2'];

export interface Cost {
  /** US dollars for an hour of work. */
  readonly hour: number;
  /** US dollars for an hour of work at the most, where the warehouse grows with it. */
  readonly hourAtMost: number;
  /** US dollars for a day of work at the most: 24 hours, or what the daily limit allows. */
  readonly day: number;
  /** US dollars for a day on which nobody asks anything, without storage. */
  readonly idleDay: number;
  /** Where the price comes from, and what it leaves open. */
  readonly source: string;
}

/** What nodes cost while they are not paused; undefined for a node type without a known price. */
export function nodesCost(cluster: {
  readonly nodeType: string;
  readonly nodes: number;
  readonly region: string;
}): Cost | undefined {
  const price = nodePrices[cluster.nodeType];
  if (price === undefined) return undefined;
  const hour = price.hour * cluster.nodes;
  return {
    hour,
    hourAtMost: hour,
    day: hour * 24,
    idleDay: hour * 24,
    source: `${price.hour} USD a node-hour, ${inRegion(price.source, cluster.region)}; storage is extra, ${storagePrice} USD a GB-month`,
  };
}

/** What Serverless costs while queries run, and a day at the most. */
export function serverlessCost(workgroup: {
  readonly baseCapacity: number;
  readonly maxCapacity: number;
  /** RPU-hours a day. */
  readonly usageLimit: number;
  readonly region: string;
}): Cost {
  const { baseCapacity, maxCapacity, usageLimit } = workgroup;
  return {
    hour: rpuPrice.hour * baseCapacity,
    hourAtMost: rpuPrice.hour * maxCapacity,
    day: rpuPrice.hour * Math.min(usageLimit, maxCapacity * 24),
    idleDay: 0,
    source: `${rpuPrice.hour} USD an RPU-hour, ${inRegion(rpuPrice.source, workgroup.region)}; storage is extra, ${storagePrice} USD a GB-month`,
  };
}

/** US dollars as a person wants them: cents where they matter, whole dollars where not. */
export function dollars(amount: number): string {
  return `${amount < 10 ? amount.toFixed(2) : Math.round(amount).toLocaleString('en-US')} USD`;
}

function inRegion(source: string, region: string): string {
  return pricedRegions.includes(region) ? source : `${source} (${region} differs: check it)`;
}
