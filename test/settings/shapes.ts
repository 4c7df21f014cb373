/** A dwh.cfg as people have it, with made-up keys, and what has to come of it. */
export interface Shape {
  readonly name: string;
  readonly text: string;
  /** What `doctor` shows, by name; undefined for a setting that has its default, which DuckDB does not need. */
  readonly settings: Readonly<Record<string, string | undefined>>;
  /** Keys without an effect, as `doctor` lists them: `line N [SECTION] KEY reason`. */
  readonly ignored?: readonly string[];
  /** Where `cluster create` would create, and under which name. */
  readonly plan?: { readonly region?: string; readonly cluster?: string; readonly role?: string };
  /** Whether the file holds no keys, so that AWS cannot be asked. */
  readonly lacksKeys?: true;
  /** What `cluster create --dry-run` says in place of a plan. */
  readonly refused?: RegExp;
}

const aws = `[AWS]
KEY=AKIDEXAMPLE
SECRET=notASecret
`;
const s3 = `[S3]
LOG_DATA='s3://music/log_data'
LOG_JSONPATH='s3://music/log_json_path.json'
SONG_DATA='s3://music/song_data'
`;
const host = 'dwhcluster.abc123.us-west-2.redshift.amazonaws.com';
const arn = 'arn:aws:iam::123456789012:role/dwhRole';

export const shapes: readonly Shape[] = [
  {
    name: 'the dwh.cfg of etl.py',
    text: `${aws}[CLUSTER]
HOST=${host}
DB_NAME=dwh
DB_USER=dwhuser
DB_PASSWORD=Passw0rd
DB_PORT=5439
[IAM_ROLE]
ARN='${arn}'
${s3}`,
    settings: { host, database: 'dwh', user: 'dwhuser', password: '(set)', port: '5439', role: arn },
  },
  {
    name: 'the mission of a notebook, with nodes that AWS retired',
    text: `${aws}[DWH]
DWH_CLUSTER_TYPE=multi-node
DWH_NUM_NODES=4
DWH_NODE_TYPE=dc2.large
DWH_IAM_ROLE_NAME=dwhRole
DWH_CLUSTER_IDENTIFIER=dwhCluster
DWH_DB=dwh
DWH_DB_USER=dwhuser
DWH_DB_PASSWORD=Passw0rd
DWH_PORT=5439
DWH_IAM_ROLE_ARN=${arn}
[CLUSTER]
DWH_ENDPOINT=${host}
${s3}`,
    settings: { identifier: 'dwhCluster', node_type: 'dc2.large', nodes: '4', host, role: arn },
    plan: { cluster: 'dwhcluster', role: 'dwhRole' },
  },
  {
    name: '[AWS] REGION_NAME',
    text: `${aws}REGION_NAME=eu-central-1\n${s3}`,
    settings: { region: 'eu-central-1' },
    plan: { region: 'eu-central-1' },
  },
  {
    name: '[CLUSTER] DB_HOST and DBNAME',
    text: `${aws}[CLUSTER]\nDB_HOST=${host}\nDBNAME=music\n${s3}`,
    settings: { host, database: 'music' },
  },
  {
    name: '[ARN] arn in lower case',
    text: `${aws}[ARN]\narn=${arn}\n${s3}`,
    settings: { role: arn },
  },
  {
    name: '[IAM_ROLE] IAM_ROLE',
    text: `${aws}[IAM_ROLE]\nIAM_ROLE='${arn}'\n${s3}`,
    settings: { role: arn },
  },
  {
    name: '[DB] HOST, NAME, USER, PASSWORD, PORT beside [CLUSTER] of nodes',
    text: `${aws}[DB]
HOST=${host}
NAME=music
USER=ada
PASSWORD=Passw0rd
PORT=5440
[CLUSTER]
TYPE=single-node
NODE_TYPE=ra3.large
NUM_NODES=1
IDENTIFIER=musicCluster
${s3}`,
    settings: { host, database: 'music', user: 'ada', port: '5440', cluster_type: 'single-node', nodes: '1' },
    plan: { cluster: 'musiccluster' },
  },
  {
    name: '[REDSHIFT_CLUSTER] and [GENERAL] region',
    text: `[CREDENTIALS]
KEY=AKIDEXAMPLE
SECRET=notASecret
[GENERAL]
region=us-east-1
[REDSHIFT_CLUSTER]
CLUSTER_IDENTIFIER=music
ENDPOINT=${host}
DB_NAME=music
${s3}`,
    settings: { region: 'us-east-1', identifier: 'music', host, aws_key: '(set)' },
    plan: { region: 'us-east-1', cluster: 'music' },
  },
  {
    name: '[IAM] keys, and sections with blanks and hyphens',
    text: `[IAM]
KEY = AKIDEXAMPLE
SECRET = notASecret
[IAM ROLE]
ARN = ${arn}
[redshift-cluster]
host : ${host}
${s3}`,
    settings: { aws_key: '(set)', role: arn, host },
  },
  {
    name: 'aws_access_key_id as the AWS CLI has it, and DWH_REGION',
    text: `[DWH]
aws_access_key_id=AKIDEXAMPLE
aws_secret_access_key=notASecret
DWH_REGION=eu-west-1
DWH_CLUSTER_IDENTIFIER=music
${s3}`,
    settings: { aws_key: '(set)', aws_secret: '(set)', region: 'eu-west-1' },
    plan: { region: 'eu-west-1', cluster: 'music' },
  },
  {
    name: 'a HOST as JDBC has it',
    text: `${aws}[CLUSTER]\nHOST=jdbc:redshift://${host}:5440/music\n${s3}`,
    settings: { host, port: '5440', database: 'music' },
  },
  {
    name: 'a HOST as the console shows it, and a port apart that counts',
    text: `${aws}[CLUSTER]\nHOST=${host}:5440/music\nDB_PORT=5439\n${s3}`,
    settings: { host, port: '5439', database: 'music' },
  },
  {
    name: 'a template that nobody filled in',
    text: `${aws}[CLUSTER]
HOST=<HOST>
DB_NAME={database}
DB_USER=your_db_user
DB_PASSWORD=xxxxxx
DB_PORT=YOUR PORT
[IAM_ROLE]
ARN=arn:aws:iam::<account>:role/<role>
${s3}`,
    settings: { host: undefined, database: undefined, user: undefined, port: undefined },
    ignored: [
      'line 5 [CLUSTER] HOST a placeholder',
      'line 6 [CLUSTER] DB_NAME a placeholder',
      'line 7 [CLUSTER] DB_USER a placeholder',
      'line 8 [CLUSTER] DB_PASSWORD a placeholder',
      'line 9 [CLUSTER] DB_PORT a placeholder',
      'line 11 [IAM_ROLE] ARN a placeholder',
    ],
  },
  {
    name: 'a template of empty values',
    text: `${aws}[CLUSTER]\nHOST=''\nDB_NAME=\nDB_USER=""\n[IAM_ROLE]\nARN=arn:\n${s3}`,
    settings: { database: undefined, role: undefined },
    ignored: ['line 9 [IAM_ROLE] ARN a placeholder'],
  },
  {
    name: 'misspelt keys, and keys in the wrong section',
    text: `${aws}REGOIN=eu-central-1\n[S3]\nHOST=${host}\nLOG_DTA=s3://music/log_data\nSONG_DATA=s3://music/song_data\n`,
    settings: { songs: 's3://music/song_data' },
    ignored: [
      'line 4 [AWS] REGOIN not understood; did you mean REGION?',
      'line 6 [S3] HOST not understood; did you mean [CLUSTER] HOST?',
      'line 7 [S3] LOG_DTA not understood; did you mean LOG_DATA?',
    ],
  },
  {
    name: 'the same setting twice',
    text: `${aws}[DWH]\nDWH_DB=old\nDWH_ENDPOINT=old.example.com\n[CLUSTER]\nDB_NAME=new\nHOST=${host}\n${s3}`,
    settings: { database: 'new', host },
    ignored: [
      'line 5 [DWH] DWH_DB overridden by dwh.cfg line 8',
      'line 6 [DWH] DWH_ENDPOINT overridden by dwh.cfg line 9',
    ],
  },
  {
    name: 'settings of other programs',
    text: `${aws}[DELAY]\nTIMEOUT=600\n[SECURITY_GROUP]\nCIDRIP=0.0.0.0/0\n[S3]\nBUCKET=s3://music\nDATA=s3://music\n`,
    settings: { data: 's3://music' },
    ignored: [
      'line 5 [DELAY] TIMEOUT not understood',
      'line 7 [SECURITY_GROUP] CIDRIP not understood',
      'line 9 [S3] BUCKET not understood',
    ],
  },
  {
    name: 'values that only create could not take',
    text: `${aws}[CLUSTER]
HOST=${host}
DB_NAME=My-DB
DB_USER=IAM:ada
DB_PASSWORD=pass/w@rd
DB_PORT=5432
[DWH]
DWH_NODE_TYPE=huge
DWH_NUM_NODES=four
${s3}`,
    settings: { database: 'My-DB', user: 'IAM:ada', port: '5432', nodes: 'four' },
    refused: /The database \(dwh\.cfg line 6\) should be lower-case/,
  },
  {
    name: 'a value that refers to another, blanks inside quotes, a percent sign',
    text: `${aws}[DEFAULT]
base=s3://music
[CLUSTER]
HOST=" ${host} "
DB_PASSWORD=50%off
[S3]
LOG_DATA=%(base)s/log_data
SONG_DATA=%(base)s/song_data
`,
    settings: { host, logs: 's3://music/log_data', songs: 's3://music/song_data' },
    refused: /"db_password" has a "%" by itself/,
  },
  {
    name: 'LOG_JSONPATH and SONG_JSONPATH as COPY has them',
    text: `${aws}[S3]
LOG_DATA=s3://music/log_data
LOG_JSONPATH='auto ignorecase'
SONG_DATA=s3://music/song_data
SONG_JSONPATH='auto'
`,
    settings: { log_jsonpath: 'auto ignorecase', song_jsonpath: 'auto' },
  },
  {
    name: 'keys that are placeholders',
    text: `[AWS]\nKEY=YOUR_AWS_KEY\nSECRET=<SECRET>\n${s3}`,
    settings: {},
    lacksKeys: true,
    ignored: ['line 2 [AWS] KEY a placeholder', 'line 3 [AWS] SECRET a placeholder'],
  },
];
