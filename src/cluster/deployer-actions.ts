/** The actions of the deployer's policy, in groups that share their resources. */
export const deployerActions = {
  /**
   * Looking knows no single resource in these services. Serverless is looked for even where a cluster is used; Redshift
   * itself looks at addresses, zones, gateways, interfaces and subnets in the name of the user who creates a cluster.
   */
  look: [
    'ec2:DescribeAccountAttributes',
    'ec2:DescribeAddresses',
    'ec2:DescribeAvailabilityZones',
    'ec2:DescribeInternetGateways',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSecurityGroupRules',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeSubnets',
    'ec2:DescribeVpcAttribute',
    'ec2:DescribeVpcs',
    'iam:ListRoles',
    'redshift-serverless:GetNamespace',
    'redshift-serverless:GetWorkgroup',
    'redshift-serverless:ListSnapshots',
    'redshift-serverless:ListTagsForResource',
    'redshift-serverless:ListUsageLimits',
    'redshift-serverless:ListWorkgroups',
    'redshift:DescribeClusterSnapshots',
    'redshift:DescribeClusterSubnetGroups',
    'redshift:DescribeClusters',
    'redshift:DescribeScheduledActions',
    'secretsmanager:ListSecrets',
  ],

  role: [
    'iam:CreateRole',
    'iam:DeleteRole',
    'iam:DeleteRolePolicy',
    'iam:DetachRolePolicy',
    'iam:GetRole',
    'iam:GetRolePolicy',
    'iam:ListAttachedRolePolicies',
    'iam:ListRolePolicies',
    'iam:PutRolePolicy',
    'iam:SimulatePrincipalPolicy',
    'iam:TagRole',
    'iam:UpdateAssumeRolePolicy',
  ],

  /**
   * Scheduled actions know neither a resource nor a tag; what they do is limited by their role.
   * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshift.html
   */
  schedule: [
    'redshift:CreateScheduledAction',
    'redshift:DeleteScheduledAction',
    'redshift:ModifyScheduledAction',
  ],

  securityGroup: [
    'ec2:AuthorizeSecurityGroupIngress',
    'ec2:DeleteSecurityGroup',
    'ec2:RevokeSecurityGroupIngress',
  ],

  cluster: [
    'redshift:CreateCluster',
    'redshift:CreateTags',
    'redshift:DeleteCluster',
    'redshift:ModifyCluster',
    'redshift:ModifyClusterIamRoles',
    'redshift:PauseCluster',
    'redshift:ResumeCluster',
  ],

  /**
   * Redshift makes, rotates and deletes the managed password in the name of the caller; on Serverless `etl` reads it.
   * Source: dependent actions of CreateCluster and CreateNamespace,
   * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshift.html
   */
  secret: [
    'secretsmanager:CreateSecret',
    'secretsmanager:DeleteSecret',
    'secretsmanager:DescribeSecret',
    'secretsmanager:GetSecretValue',
    'secretsmanager:RotateSecret',
    'secretsmanager:TagResource',
    'secretsmanager:UpdateSecret',
  ],

  /** Workgroups and namespaces have ARNs of random ids, so that their tag is asked for instead of a name. */
  serverlessCreate: [
    'redshift-serverless:CreateNamespace',
    'redshift-serverless:CreateWorkgroup',
    'redshift-serverless:TagResource',
  ],

  serverlessChange: [
    'redshift-serverless:DeleteNamespace',
    'redshift-serverless:DeleteWorkgroup',
    'redshift-serverless:GetCredentials',
    'redshift-serverless:TagResource',
    'redshift-serverless:UpdateNamespace',
    'redshift-serverless:UpdateWorkgroup',
  ],

  /** These know neither a resource nor a tag: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshiftserverless.html */
  serverlessLimit: ['redshift-serverless:CreateUsageLimit', 'redshift-serverless:UpdateUsageLimit'],

  /** Of one's own statements only: https://docs.aws.amazon.com/redshift/latest/mgmt/redshift-iam-access-control-identity-based.html */
  dataApi: ['redshift-data:DescribeStatement', 'redshift-data:GetStatementResult'],
};
