/** What a policy for the deployer of the test account is made of, but for the kind of the warehouse. */
export const policyNames = {
  region: 'us-west-2',
  partition: 'aws',
  account: '123456789012',
  identifier: 'sparkify',
  database: 'dwh',
  user: 'awsuser',
  roleName: 'sparkify-copy',
  reads: ['s3://sparkify/raw'],
  work: 's3://sparkify/work',
};
