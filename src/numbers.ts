let decimals: Intl.NumberFormat | undefined;

/** A number as people read it: `14,896`. */
export function formatNumber(value: number | bigint): string {
  if (typeof value === 'bigint' || Number.isSafeInteger(value))
    return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
  decimals ??= new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 }); // takes 15 ms to make
  return decimals.format(value);
}

/** A share of a whole: `4.9 %`. Some are never shown as none, nor most as all. */
export function formatShare(part: number, whole: number): string {
  const share = whole === 0 ? 0 : (part / whole) * 100;
  if (share > 0 && share < 0.1) return 'less than 0.1 %';
  if (share > 99.9 && share < 100) return 'more than 99.9 %';
  return `${share.toFixed(1)} %`;
}

const byteUnits = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** A size in decimal units: `7.8 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (Number(value.toFixed(1)) >= 1000 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${byteUnits[unit]}`;
}

/** A duration: `0.3 s`, `4 min 12 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 99.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** A count and its noun: `1 file`, `30 files`. */
export function count(number: number, noun: string): string {
  return `${formatNumber(number)} ${noun}${number === 1 ? '' : 's'}`;
}
