import { isIPv4 } from 'node:net';
import { UsageError } from '../errors.ts';

/** The whole internet: allowed only when it is typed like this. */
export const everywhere = '0.0.0.0/0';

/**
 * The IPv4 ranges of `--allow-cidr`, comma-separated, sorted and each once. A single address gets its `/32`.
 * Throws a {@link UsageError} for what is no range, or a range whose address has bits outside its mask.
 */
export function parseCidrs(given: { readonly value: string; readonly from: string }): readonly string[] {
  const ranges = given.value
    .split(',')
    .map((range) => range.trim())
    .filter((range) => range !== '')
    .map((range) => parseCidr(range, given.from));
  return [...new Set(ranges)].sort();
}

/** Why a range deserves a second look, if it does: it is so wide that strangers are inside. */
export function cidrWarning(range: string): string | undefined {
  if (range === everywhere) {
    return '0.0.0.0/0 lets the whole internet try to log in. Give your own address with --allow-cidr.';
  }
  const bits = Number(range.split('/')[1]);
  if (bits >= 16) return undefined;
  return `${range} lets ${(2 ** (32 - bits)).toLocaleString('en-US')} addresses try to log in.`;
}

/** Whether an address lies in a range. */
export function contains(range: string, address: string): boolean {
  const [network, mask] = range.split('/');
  return networkAddress(address, Number(mask)) === network;
}

function parseCidr(range: string, from: string): string {
  if (isIPv4(range)) return `${range}/32`;
  const [address = '', mask = ''] = range.split('/');
  if (!isIPv4(address) || !/^([0-9]|[12][0-9]|3[0-2])$/.test(mask) || range.split('/').length !== 2) {
    throw new UsageError(
      `${from} should be an IPv4 range like 203.0.113.7/32 or 203.0.113.0/24, but is "${range}".`,
    );
  }
  const network = networkAddress(address, Number(mask));
  if (Number(mask) === 0 && range !== everywhere) {
    throw new UsageError(`${from} "${range}" is the whole internet. If you mean it, type ${everywhere}.`);
  }
  if (network !== address) {
    throw new UsageError(
      `${from} "${range}" has address bits outside its mask. Did you mean ${network}/${mask}?`,
    );
  }
  return range;
}

function networkAddress(address: string, bits: number): string {
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const network = number - (number % 2 ** (32 - bits));
  return [24, 16, 8, 0].map((shift) => Math.floor(network / 2 ** shift) % 256).join('.');
}
