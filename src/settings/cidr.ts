import ipaddr from 'ipaddr.js';
import { UsageError } from '../errors.ts';

/** The whole internet: allowed only when it is typed like this. */
const everywhere: readonly string[] = ['0.0.0.0/0', '::/0'];

/** Whether a range is the whole internet, of either version of IP. */
export function isEverywhere(range: string): boolean {
  return everywhere.includes(range);
}

/**
 * The IPv4 and IPv6 ranges of `--allow-cidr`, comma-separated, sorted and each once. A single address is a range of its own.
 *
 * @throws {UsageError} for what is no range, or a range whose address has bits outside its mask
 */
export function parseCidrs(given: { readonly value: string; readonly from: string }): readonly string[] {
  const ranges = given.value
    .split(',')
    .map((range) => range.trim())
    .filter((range) => range !== '')
    .map((range) => parseCidr(range, given.from));
  return [...new Set(ranges)].sort();
}

/** The range that holds one address and nothing else. */
export function rangeOf(address: string): string {
  const parsed = ipaddr.parse(address);
  return `${parsed.toString()}/${parsed.kind() === 'ipv4' ? 32 : 128}`;
}

/** Why a range deserves a second look, if it does: it is so wide that strangers are inside. */
export function cidrWarning(range: string): string | undefined {
  if (isEverywhere(range)) {
    return `${range} allows the whole internet to try to log in. Give your own address with --allow-cidr.`;
  }
  const [address, bits] = ipaddr.parseCIDR(range);
  // A provider gives a household a /56 of IPv6, and one address of IPv4.
  if (address.kind() === 'ipv6') {
    return bits >= 48 ? undefined : `${range} allows whole networks to try to log in.`;
  }
  if (bits >= 16) return undefined;
  return `${range} allows ${(2 ** (32 - bits)).toLocaleString('en-US')} addresses to try to log in.`;
}

/** Whether all of a range, or an address, lies in another range; false for what is none, such as the id of a group. */
export function contains(range: string, inner: string): boolean {
  if (!ipaddr.isValidCIDR(range)) return false;
  const [network, bits] = ipaddr.parseCIDR(range);
  const [address, innerBits] = ipaddr.parseCIDR(inner.includes('/') ? inner : rangeOf(inner));
  return address.kind() === network.kind() && innerBits >= bits && address.match(network, bits);
}

function parseCidr(range: string, from: string): string {
  if (ipaddr.IPv4.isValidFourPartDecimal(range) || ipaddr.IPv6.isValid(range)) return rangeOf(range);
  const isIPv4 = ipaddr.IPv4.isValidCIDRFourPartDecimal(range);
  if (!isIPv4 && !ipaddr.IPv6.isValidCIDR(range)) {
    throw new UsageError(
      'SPK-113',
      `${from} should be a range like 203.0.113.7/32, 203.0.113.0/24 or 2001:db8::/56, but is "${range}".`,
    );
  }
  const [address, bits] = ipaddr.parseCIDR(range);
  const network = (isIPv4 ? ipaddr.IPv4 : ipaddr.IPv6).networkAddressFromCIDR(range).toString();
  if (bits === 0 && !isEverywhere(range)) {
    throw new UsageError(
      'SPK-115',
      `${from} "${range}" is the whole internet. If you mean it, type ${isIPv4 ? '0.0.0.0/0' : '::/0'}.`,
    );
  }
  if (network !== address.toString()) {
    throw new UsageError(
      'SPK-115',
      `${from} "${range}" has address bits outside its mask. Did you mean ${network}/${bits}?`,
    );
  }
  return `${network}/${bits}`;
}
