import {
  booleanSelector,
  CONFIG_PREFIX_SEPARATOR,
  getProfileName,
  loadConfig,
  loadSharedConfigFiles,
  SelectorType,
} from '@smithy/core/config';
import { UsageError } from '../errors.ts';
import { nearest } from '../nearest.ts';

/** A service by the name that AWS_ENDPOINT_URL_… and the `services` of a profile have for it. */
export type AwsService =
  | 's3'
  | 'ec2'
  | 'iam'
  | 'redshift'
  | 'redshift_data'
  | 'redshift_serverless'
  | 'secrets_manager'
  | 'sts';

/** How a profile is chosen, as the SDK's own settings take it. */
interface Chosen {
  readonly profile?: string | undefined;
}

/**
 * Checks that the chosen profile exists. The SDK would say only that it found no credentials.
 *
 * @throws {UsageError} that names the profiles that there are
 */
export async function checkProfile({ profile }: Chosen): Promise<void> {
  const name = getProfileName(profile === undefined ? {} : { profile });
  if (name === 'default') return;
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  const isProfile = (section: string) => !/^(services|sso-session)\./.test(section);
  const names = [...new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)])].filter(isProfile);
  if (names.includes(name)) return;
  const meant = nearest(name, names);
  throw new UsageError(
    'SPK-506',
    `The AWS configuration has no profile "${name}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`,
    {
      details: [names.length === 0 ? 'It has no profiles at all.' : `It has: ${names.sort().join(', ')}.`],
      hints: [`Create it: aws configure --profile ${name}`, 'Or name another: --profile NAME'],
    },
  );
}

/**
 * The address of a service that the environment or the profile sets in place of AWS's own: `AWS_ENDPOINT_URL_S3`,
 * `AWS_ENDPOINT_URL`, `endpoint_url` below the profile's `services`, its own `endpoint_url`; undefined where there is none, or
 * AWS_IGNORE_CONFIGURED_ENDPOINT_URLS says not to look. The SDK looks too, but not into the profile that a client is given.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export async function configuredEndpoint(
  service: AwsService,
  { profile }: Chosen,
): Promise<string | undefined> {
  const options = profile === undefined ? {} : { profile };
  const isIgnored = await loadConfig(
    {
      environmentVariableSelector: (variables) =>
        booleanSelector(variables, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', SelectorType.ENV),
      configFileSelector: (section) =>
        booleanSelector(section, 'ignore_configured_endpoint_urls', SelectorType.CONFIG),
      default: false,
    },
    options,
  )();
  if (isIgnored) return undefined;
  return await loadConfig<string | undefined>(
    {
      environmentVariableSelector: (variables) =>
        variables[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] || variables.AWS_ENDPOINT_URL || undefined,
      configFileSelector: (section, file) => {
        const services = file?.[['services', section.services].join(CONFIG_PREFIX_SEPARATOR)] ?? {};
        return (
          services[[service, 'endpoint_url'].join(CONFIG_PREFIX_SEPARATOR)] ||
          section.endpoint_url ||
          undefined
        );
      },
      default: undefined,
    },
    options,
  )();
}

/** The file of certificates to trust: AWS_CA_BUNDLE, or `ca_bundle` of the profile. */
export async function configuredCaBundle({ profile }: Chosen): Promise<string | undefined> {
  return await loadConfig<string | undefined>(
    {
      environmentVariableSelector: (variables) => variables.AWS_CA_BUNDLE || undefined,
      configFileSelector: (section) => section.ca_bundle || undefined,
      default: undefined,
    },
    profile === undefined ? {} : { profile },
  )();
}
