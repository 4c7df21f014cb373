import type { NetworkSettings } from '../aws/network-settings.ts';
import type { ResolvedSettings } from './table.ts';

/**
 * The AWS keys of the file. Credentials of the environment and of profiles are found by the SDK's own chain; they
 * come first, and keys count as pairs only.
 */
export function credentialsInFile({ awsKey, awsSecret, awsSessionToken, profile }: ResolvedSettings) {
  if (awsKey?.origin !== 'file' || awsSecret?.origin !== 'file') return undefined;
  if (profile !== undefined && profile.origin !== 'file') return undefined;
  return {
    accessKeyId: awsKey.value,
    secretAccessKey: awsSecret.value,
    ...(awsSessionToken?.origin === 'file' && { sessionToken: awsSessionToken.value }),
  };
}

/** What is the same for all services of AWS: who asks, and how requests leave this machine. */
export function awsAccess(given: ResolvedSettings) {
  const { profile } = given;
  const credentials = credentialsInFile(given);
  const network = networkOf(given);
  return {
    ...(profile && { profile: profile.value }),
    ...(credentials && { credentials }),
    ...(network && { network }),
  };
}

/** Undefined for directly. */
function networkOf(given: ResolvedSettings): NetworkSettings | undefined {
  const names = ['httpsProxy', 'httpProxy', 'noProxy', 'caBundle'] as const;
  const found = names.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name].value]]));
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
