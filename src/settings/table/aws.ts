import { matching } from '../parse.ts';
import type { Setting, Use } from '../setting.ts';

const reachingAws: readonly Use[] = ['s3', 'redshift', 'aws', 'cluster', 'create'];

/** How AWS is reached. */
export const awsSettings = {
  region: {
    meaning: 'AWS region',
    flag: '--region <region>',
    environment: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
    keys: {
      aws: ['region', 'region_name', 'default_region'],
      cluster: ['region', 'region_name'],
      anywhere: [
        'dwh_region',
        'aws_region',
        'region_name',
        'dwh_region_name',
        'aws_region_name',
        'redshift_region',
      ],
    },
    init: ['AWS', 'REGION'],
    default: 'us-west-2',
    neededBy: reachingAws,
    parse: matching('region', /^[a-z]{2,4}(-[a-z]+)+-\d+$/, 'an AWS region like us-west-2'),
  },
  profile: {
    meaning: 'profile of the AWS configuration files',
    flag: '--profile <name>',
    environment: ['AWS_PROFILE'],
    keys: { aws: ['profile', 'profile_name'], anywhere: ['aws_profile'] },
    init: ['AWS', 'PROFILE'],
    neededBy: reachingAws,
  },
  awsKey: {
    meaning:
      'AWS access key; prefer a profile (aws configure, aws sso login) or AWS_ACCESS_KEY_ID, which need no setting',
    environment: ['AWS_ACCESS_KEY_ID'],
    keys: {
      aws: ['key', 'access_key', 'access_key_id', 'key_id', 'aws_key'],
      cluster: ['key'],
      anywhere: ['aws_access_key_id', 'aws_key', 'aws_access_key', 'dwh_key'],
    },
    init: ['AWS', 'KEY'],
    neededBy: reachingAws,
    secret: true,
  },
  awsSecret: {
    meaning: 'AWS secret key',
    environment: ['AWS_SECRET_ACCESS_KEY'],
    keys: {
      aws: ['secret', 'secret_key', 'secret_access_key', 'aws_secret'],
      cluster: ['secret'],
      anywhere: ['aws_secret_access_key', 'aws_secret', 'aws_secret_key', 'dwh_secret'],
    },
    init: ['AWS', 'SECRET'],
    neededBy: reachingAws,
    secret: true,
  },
  awsSessionToken: {
    meaning: 'session token of temporary AWS keys',
    environment: ['AWS_SESSION_TOKEN'],
    keys: { aws: ['session_token', 'token'], anywhere: ['aws_session_token'] },
    init: ['AWS', 'SESSION_TOKEN'],
    neededBy: reachingAws,
    secret: true,
  },
  endpoint: {
    meaning: 'endpoint to use instead of AWS, for all services',
    environment: ['AWS_ENDPOINT_URL'],
    keys: { aws: ['endpoint_url'] },
    neededBy: reachingAws,
  },
  s3Endpoint: {
    meaning: 'endpoint to use instead of AWS, for S3',
    environment: ['AWS_ENDPOINT_URL_S3'],
    neededBy: ['s3'],
  },
  httpsProxy: {
    meaning: 'proxy for requests to AWS',
    environment: ['HTTPS_PROXY', 'https_proxy'],
    neededBy: reachingAws,
    // Its address may hold a password.
    secret: true,
  },
  httpProxy: {
    meaning: 'proxy for requests to an endpoint without TLS',
    environment: ['HTTP_PROXY', 'http_proxy'],
    neededBy: reachingAws,
    secret: true,
  },
  noProxy: {
    meaning: 'hosts that are reached without the proxy',
    environment: ['NO_PROXY', 'no_proxy'],
    neededBy: reachingAws,
  },
  caBundle: {
    meaning: 'file with the certificate authorities to trust for AWS, in PEM',
    environment: ['AWS_CA_BUNDLE'],
    neededBy: reachingAws,
  },
} as const satisfies Readonly<Record<string, Setting>>;
