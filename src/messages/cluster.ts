import type { Messages } from './message.ts';

/** 6xx: `sparkify cluster`: the cluster or workgroup, its role and its security group. */
export const clusterMessages = {
  'SPK-601': {
    exit: 'usage',
    wordings: ['The … … conflicts with the plan; nothing was created or changed.'],
    meaning:
      'A resource of this name exists and differs in something that cannot be changed. Nothing was created or changed.',
    why: 'It was created with other settings, by another program, is being deleted, or has failed.',
    fix: 'Configure what it has (the message lists it), choose another `--identifier`, or delete it with `sparkify cluster delete` and create it again.',
  },
  'SPK-602': {
    exit: 'interrupted',
    wordings: [
      'Interrupted before everything was created.',
      'Interrupted before everything was deleted.',
      'Stopped waiting. … continues in the background until it is ….',
      'Stopped waiting for the name of the endpoint.',
      '…: interrupted.',
    ],
    meaning: 'The command was stopped. AWS completes what has begun, so resources may exist and cost money.',
    why: 'Ctrl-C, a SIGTERM of a scheduler, or a time limit of the job.',
    fix: 'Run the same command again: `create` resumes, `delete` removes what exists. `sparkify cluster status` shows both.',
  },
  'SPK-603': {
    exit: 'usage',
    wordings: ['There is no cluster "…" in ….', 'There is no cluster or workgroup "…" in ….'],
    meaning: 'This account has no cluster and no workgroup of this name in this region.',
    why: 'It was deleted, is in another region or account, or has another name.',
    fix: 'Check `--identifier`, `--region` and `--profile`. `sparkify cluster create` creates it.',
  },
  'SPK-604': {
    exit: 'transient',
    wordings: ['The cluster … is paused.'],
    meaning: 'A paused cluster keeps its data but answers no query. Nothing was published.',
    why: 'Somebody, or a schedule, paused it to save money.',
    fix: 'Start it with `sparkify cluster resume`, then run the same command again.',
  },
  'SPK-605': {
    exit: 'transient',
    wordings: ['The cluster … is …; it cannot be used yet.', 'The workgroup … is …; it cannot be used yet.'],
    meaning: 'The cluster exists but is not available. Nothing was published.',
    why: 'It is being created, resumed, resized, restarted or maintained.',
    fix: '`sparkify cluster create` waits until it is available; `sparkify cluster status` shows its state.',
  },
  'SPK-606': {
    exit: 'usage',
    wordings: ['… is …, and AWS does not recover it by itself.'],
    meaning: 'The cluster is in a state that only a person can end.',
    why: 'Its creation failed, a key or the network is not accessible, or the hardware failed.',
    fix: 'Look at its events in the AWS console. `sparkify cluster delete` removes it (`--snapshot NAME` keeps the data), then create it again.',
  },
  'SPK-607': {
    exit: 'transient',
    wordings: ['… was not … after …; AWS continues.'],
    meaning:
      'The change takes longer than the command waits. AWS continues it, and the cluster may cost money.',
    why: 'Large clusters and busy regions take longer.',
    fix: 'Look at `sparkify cluster status` after some minutes, or run the same command again, which continues to wait.',
  },
  'SPK-608': {
    exit: 'transient',
    wordings: ['The warehouse is available, but the name … is not known here after ….'],
    meaning: 'The cluster works, but its name does not resolve on this machine yet.',
    why: 'DNS servers keep the answer that a new name does not exist for some minutes.',
    fix: 'Wait some minutes, then run `sparkify doctor --warehouse redshift`. Another DNS server may know the name earlier.',
  },
  'SPK-609': {
    exit: 'transient',
    wordings: [
      'The … … was created, but AWS does not show it yet.',
      'Another caller created the … … at the same moment.',
    ],
    meaning: 'The state in AWS changed while the command worked. What the command printed before is done.',
    why: 'New resources appear with a delay, or two people ran the command at once.',
    fix: 'Run the same command again; it continues where it stopped.',
  },
  'SPK-610': {
    exit: 'usage',
    wordings: ['… was not created by sparkify, and was not changed.'],
    meaning: 'The command pauses and resumes only what sparkify created. Nothing was changed.',
    why: 'The cluster has no tag of sparkify: another program or a person created it.',
    fix: 'Use the AWS console, or the `aws redshift` command that the message prints.',
  },
  'SPK-611': {
    exit: 'usage',
    wordings: ['… is …; expected ….'],
    meaning: 'The cluster is in a state in which the command does nothing. Nothing was changed.',
    why: 'Only an available cluster can be paused, and only a paused one resumed. Serverless needs neither: idle, it costs nothing.',
    fix: '`sparkify cluster status` shows the state. Wait until a change has ended.',
  },
  'SPK-612': {
    exit: 'usage',
    wordings: ['… "…" exists (…). … asks for another kind, which would be billed beside it.'],
    meaning:
      'A warehouse of this name exists as the other kind (a cluster of nodes, or Serverless). Nothing was created.',
    why: 'A setting such as the number of nodes or the capacity belongs to the other kind.',
    fix: 'Remove that setting to use the existing one. To have the other kind, delete the existing one first or choose another `--identifier`.',
  },
  'SPK-614': {
    exit: 'usage',
    wordings: ['The region … has no default VPC for the cluster.'],
    meaning: 'The cluster needs a network, and the region has no default one. Nothing was created.',
    why: 'Somebody deleted the default VPC, as some companies do in every account.',
    fix: 'Name a subnet group of another VPC (`--subnet-group`), create a default VPC (`aws ec2 create-default-vpc`), or use another region.',
  },
  'SPK-615': {
    exit: 'transient',
    wordings: ['Your public address could not be determined from …: ….'],
    meaning:
      'The security group should allow your address, and it is not known. Nothing was created or changed.',
    why: 'The service that returns it does not answer, or a proxy is between.',
    fix: 'Give your address yourself: `--allow-cidr 203.0.113.7/32`, or run the same command again.',
  },
  'SPK-616': {
    exit: 'usage',
    wordings: ['No S3 location is configured, so the role needs no policy.'],
    meaning: '`cluster policy` prints the rights for the locations of your data, and knows none.',
    why: 'Neither `--data` nor `dwh.cfg` names a location in S3.',
    fix: 'Add `--data s3://bucket/prefix`, and `--work` for temporary files.',
  },
  'SPK-617': {
    exit: 'transient',
    wordings: ['Not deleted: ….'],
    meaning: 'Some resources still exist, and may cost money.',
    why: 'AWS deletes with a delay, or another resource still uses them, such as a network interface the security group.',
    fix: 'Run `sparkify cluster delete` again in a minute. Remove what uses them if the message names it.',
  },
  'SPK-618': {
    exit: 'usage',
    wordings: ['cluster verify needs a place in S3, and WORK does not name one.'],
    meaning: '`cluster verify` loads a small simulation, which Redshift reads from S3. Nothing was created.',
    why: 'Neither `--work` nor WORK under [S3] in `dwh.cfg` is set.',
    fix: 'Name a bucket of yours that you may write to: `--work s3://bucket/prefix`. Everything below is deleted at the end.',
  },
  'SPK-619': {
    exit: 'usage',
    wordings: ['A warehouse "…" exists already (…), and cluster verify makes its own.'],
    meaning:
      'Another run of `cluster verify` is under way, or one was killed. Nothing was created or changed.',
    why: 'What is observed must not depend on what was there, and it is all deleted at the end.',
    fix: 'Wait until the other run ends. If none is under way, delete what is left with `sparkify cluster delete --identifier` and its name.',
  },
  'SPK-620': {
    exit: 'checkFailed',
    wordings: ['… differ from what the program expects: ….'],
    meaning:
      'This Redshift behaves differently from what this version of sparkify expects. What was made is deleted; the file of evidence holds what was observed.',
    why: 'AWS changed something, or a page of its documentation says less than the program needs.',
    fix: 'Report it with the file of evidence, which names no account. Look at each point in `docs/first-real-run.md`: it says what depends on it.',
  },
  'SPK-621': {
    exit: 'usage',
    wordings: [
      'There is no subnet group … in ….',
      'There is no security group ….',
      'There is no VPC … in ….',
      'The subnet group … is in …, and --vpc names ….',
      'The subnet group … has no subnet that is active.',
      'The security group … is in …, and the warehouse in ….',
      '… is not the default VPC, so the warehouse needs a subnet group of it.',
      'Serverless needs subnets in 2 availability zones, and the subnet group … has them in ….',
    ],
    meaning:
      'The network that the settings name does not exist or does not fit together. Nothing was created.',
    why: 'A name is mistyped, is of another region, or VPC, subnet group and security group belong to different networks.',
    fix: 'Name a subnet group of Redshift (`--subnet-group`) and a security group (`--security-group`) of one VPC; the message lists the subnet groups.',
  },
} as const satisfies Messages;
