/** The `dwh.cfg` that `sparkify init` writes: every key, each with what it is for; all of it works as it stands. */
export const starterConfig = `# Settings of sparkify. A flag beats an environment variable, which beats this file.
# "sparkify doctor" shows each setting with where it came from, and tests every connection.

[S3]
# Where the data lies: a folder, or s3://bucket/prefix, that holds song_data/, log_data/ and log_json_path.json ...
DATA=
# ... or each one apart.
SONG_DATA=
LOG_DATA=
LOG_JSONPATH=
# The region of the bucket, where it is not the cluster's.
REGION=
# s3://bucket/prefix for manifests and packed files; with it small files load many times faster on Redshift.
WORK=

# All below is for Amazon Redshift (--warehouse redshift). DuckDB needs none of it.

[DWH]
# What "sparkify cluster create" makes. single-node has 1 node, multi-node 2 or more.
DWH_CLUSTER_IDENTIFIER=sparkify
DWH_CLUSTER_TYPE=multi-node
DWH_NUM_NODES=2
# dc2 nodes can no longer be had.
DWH_NODE_TYPE=ra3.large
DWH_DB=dwh
DWH_DB_USER=awsuser
# Leave the password empty: AWS makes one, keeps it in Secrets Manager, and you log in with your AWS identity.
DWH_DB_PASSWORD=
DWH_PORT=5439
# Empty: the identifier with "-copy".
DWH_IAM_ROLE_NAME=
# Who may connect, as 203.0.113.0/24; empty: the address of whoever runs "cluster create".
ALLOW_CIDR=
# How long the cluster is meant to live, as 30m, 2h or 7d; status and etl warn afterwards.
TTL=
# Serverless instead of nodes: yes or no, RPU (4, or a multiple of 8), and RPU-hours a day.
SERVERLESS=no
BASE_CAPACITY=8
USAGE_LIMIT=24

[CLUSTER]
# Only for a cluster that "sparkify cluster" did not create; ours is found by its name.
# "cluster create --write-config" fills in HOST and ARN for other programs.
HOST=
# The name of a serverless workgroup, instead of a host.
WORKGROUP=
DB_NAME=
DB_USER=
DB_PASSWORD=
DB_PORT=
# Seconds to wait for a connection; without it, 60.
CONNECT_TIMEOUT=

[IAM_ROLE]
ARN=

[AWS]
REGION=us-west-2
PROFILE=
# Better leave the keys empty: a profile (aws configure, aws sso login) or AWS_ACCESS_KEY_ID is found by itself.
KEY=
SECRET=
SESSION_TOKEN=
`;
