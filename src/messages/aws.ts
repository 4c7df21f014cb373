import type { Messages } from './message.ts';

/** 5xx: Amazon S3 and other services of AWS. */
export const awsMessages = {
  'SPK-501': {
    exit: 'usage',
    wordings: ['…: … is not authorized to perform: …', '…: Access Denied.'],
    meaning: 'AWS denied a request of the command. What the command printed before is done.',
    why: 'Your user or role lacks a permission, or a policy of the organization denies it.',
    fix: '`sparkify cluster policy` prints the IAM policy that is needed; give it to your administrator.',
  },
  'SPK-502': {
    exit: 'usage',
    wordings: [
      'No AWS credentials were found to read … with.',
      'The AWS credentials were not accepted for ….',
      'The AWS credentials have expired; … was not read.',
      '…: Could not load credentials from any providers.',
      '…: The security token included in the request is expired.',
      '…: The security token included in the request is invalid.',
    ],
    meaning: 'AWS does not know who asks. Nothing was published or changed.',
    why: 'No credentials are set up here, they are mistyped, or they have expired.',
    fix: 'Log in (`aws sso login`, `aws configure`), renew AWS_SESSION_TOKEN, or name a `--profile`. A public bucket needs none: `--no-sign-request`.',
  },
  'SPK-503': {
    exit: 'transient',
    wordings: ['…: Rate exceeded.', '…: Service Unavailable.', '…: connect …'],
    meaning: 'AWS could not serve the request now, also after several tries. Nothing is lost.',
    why: 'Too many requests at once, no capacity, or a failure of AWS or of the network. Or another change of the same resource still runs.',
    fix: 'Run the same command again in a few minutes; it continues where it stopped.',
  },
  'SPK-504': {
    exit: 'usage',
    wordings: ['…: …'],
    meaning:
      'AWS refused a request for a reason of its own, which the message repeats. What the command printed before is done.',
    why: 'A limit of the account, a setting that AWS does not allow here, or a resource of the same name.',
    fix: 'Change what the message names and run the same command again. `sparkify cluster status` shows what exists.',
  },
  'SPK-505': {
    exit: 'transient',
    wordings: [
      '…: the answer (HTTP status …) is not one of AWS, but of a proxy or a firewall.',
      '…: Proxy response (…) !== 200 when HTTP Tunneling.',
      '… could not be read from …: ….',
      '… could not be written to …: ….',
    ],
    meaning: 'A proxy or firewall answered in place of AWS. Nothing was published or changed.',
    why: 'The proxy needs a password or does not allow the address, or a network asks for a login on a web page.',
    fix: 'Log in to the network, or correct HTTPS_PROXY (with user and password) and NO_PROXY. Then run the same command again.',
  },
  'SPK-506': {
    exit: 'usage',
    wordings: [
      'The AWS configuration has no profile "…"',
      'The AWS configuration has no profile "…"; did you mean "…"?',
    ],
    meaning:
      '`--profile` or AWS_PROFILE names a profile that `~/.aws/config` and `~/.aws/credentials` do not have.',
    why: 'A typing mistake, or the files are those of another user or machine.',
    fix: 'Use a profile that the message lists, or create it: `aws configure --profile NAME`.',
  },
  'SPK-510': {
    exit: 'usage',
    wordings: ['Access to … was denied.'],
    meaning: 'S3 knows who asks, and does not allow it. Nothing was published.',
    why: 'The policy of your user or role lacks the bucket, the bucket denies it, or it asks readers to pay.',
    fix: 'Reading needs s3:ListBucket on the bucket and s3:GetObject on its objects, WORK s3:PutObject and s3:DeleteObject. `--requester-pays` pays for the transfer.',
  },
  'SPK-511': {
    exit: 'usage',
    wordings: ['The bucket of … does not exist in ….'],
    meaning: 'S3 has no bucket of this name. Nothing was published.',
    why: 'A typing mistake, or an endpoint of another store than the one that has the bucket.',
    fix: 'Compare it with `aws s3 ls`. An endpoint of your own is set by AWS_ENDPOINT_URL_S3.',
  },
  'SPK-512': {
    exit: 'usage',
    wordings: ['The bucket of … is not in ….', 'The bucket of … is not in … but in ….'],
    meaning: 'The bucket exists in another region than the one that was asked. Nothing was published.',
    why: 'The region of your profile or settings is that of other resources.',
    fix: 'Name the region of the bucket: `--region REGION`. `aws s3api get-bucket-location --bucket BUCKET` prints it.',
  },
  'SPK-514': {
    exit: 'transient',
    wordings: [
      '… could not be read from …: …, after … tries.',
      '… could not be written to …: …, after … tries.',
      '… arrived damaged: its content is not what its ETag says.',
    ],
    meaning: 'S3 did not serve a request, also after several tries. Nothing was published.',
    why: 'The network or S3 fails or is overloaded (SlowDown), or a damaged answer arrived each time.',
    fix: 'Run the same command again in a few minutes.',
  },
  'SPK-515': {
    exit: 'usage',
    wordings: ['The clock of this machine is wrong, so S3 did not accept the request for ….'],
    meaning: 'Requests are signed with the time, and the time here is wrong by more than 15 minutes.',
    why: 'The clock is not synchronized, often in a virtual machine after sleep.',
    fix: 'Set the clock, or switch on its synchronization (NTP).',
  },
  'SPK-516': {
    exit: 'usage',
    wordings: ['… has no address, so … was not read.'],
    meaning: 'The name of the endpoint of S3 is not known. Nothing was published.',
    why: 'The region or AWS_ENDPOINT_URL_S3 is mistyped, or there is no network or DNS here.',
    fix: 'Check `--region`, AWS_ENDPOINT_URL_S3 and the network connection.',
  },
  'SPK-517': {
    exit: 'usage',
    wordings: ['No trusted connection to … is possible, so … was not read.'],
    meaning: 'The certificate of the endpoint is not one that this machine trusts. Nothing was sent.',
    why: 'A store of your own has a certificate of its own, a proxy decrypts connections, or the endpoint speaks http.',
    fix: 'Name the authority in AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS, or correct `https` to `http` in the endpoint.',
  },
  'SPK-518': {
    exit: 'usage',
    wordings: ['… cannot be read from ….', '… cannot be written to ….'],
    meaning:
      'S3 refused the request for a reason of its own, which the message repeats. Nothing was published.',
    why: 'A rule of the bucket or of the store, such as a key that is disabled or a request that it does not know.',
    fix: 'Look up the code in the answer, and correct the location, the endpoint or the rights.',
  },
  'SPK-520': {
    exit: 'usage',
    wordings: ['The listing of … has no end: … repeats its pages.'],
    meaning: 'The store repeats pages of its listing, so no run could see all files. Nothing was published.',
    why: 'An error of a store that imitates S3.',
    fix: 'Update the store, or copy the files to a folder and load that.',
  },
  'SPK-521': {
    exit: 'usage',
    wordings: ['… is archived (Glacier) and cannot be read.'],
    meaning: 'The object has to be restored from the archive before it can be read. Nothing was published.',
    why: 'A lifecycle rule of the bucket moves old objects to Glacier.',
    fix: 'Restore it (`aws s3api restore-object`), wait until it is available, and run the same command again.',
  },
} as const satisfies Messages;
