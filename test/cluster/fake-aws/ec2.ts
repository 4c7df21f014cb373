import { AwsFault, type Input, itemsOf, tagsOf, textsOf } from './protocol.ts';
import { type Actions, type FakeGroup, seconds, type World } from './world.ts';

/** EC2: one VPC and its security groups. */
export const ec2: Actions = {
  DescribeVpcs(world, input) {
    const ids = textsOf(input.VpcId);
    const all = [...(world.vpc === undefined ? [] : [world.vpc]), ...world.vpcs];
    const unknown = ids.find((id) => !all.includes(id));
    if (unknown !== undefined) throw new AwsFault('InvalidVpcID.NotFound', `${unknown} does not exist`);
    const isWanted = (id: string) => (ids.length > 0 ? ids.includes(id) : id === world.vpc);
    const vpcs = all.filter(isWanted).map((vpcId) => ({ vpcId, isDefault: vpcId === world.vpc }));
    return { vpcSet: vpcs };
  },

  DescribeSecurityGroups(world, input) {
    const wanted = filtersOf(input);
    const ids = textsOf(input.GroupId);
    const unknown = ids.find((id) => !world.groups.has(id));
    if (unknown !== undefined) throw new AwsFault('InvalidGroup.NotFound', `${unknown} does not exist`);
    const groups = [...world.groups.values()].filter(
      (group) =>
        isSeen(world, group) &&
        (ids.length === 0 || ids.includes(group.id)) &&
        (wanted['group-name']?.includes(group.name) ?? true) &&
        (wanted['vpc-id']?.includes(group.vpcId) ?? true),
    );
    return {
      securityGroupInfo: groups.map(({ id, name, vpcId, tags }) => ({
        ...{ groupId: id, groupName: name, vpcId },
        tagSet: Object.entries(tags).map(([key, value]) => ({ key, value })),
      })),
    };
  },

  DescribeSecurityGroupRules(world, input) {
    const ids = filtersOf(input)['group-id'] ?? [];
    const rules = ids.flatMap((id) => world.groups.get(id)?.rules ?? []);
    return {
      securityGroupRuleSet: [
        ...rules.map((rule) => ({
          securityGroupRuleId: rule.id,
          isEgress: false,
          ipProtocol: rule.protocol,
          fromPort: rule.fromPort,
          toPort: rule.toPort,
          ...(rule.cidr.includes(':') ? { cidrIpv6: rule.cidr } : { cidrIpv4: rule.cidr }),
        })),
        { securityGroupRuleId: 'sgr-egress', isEgress: true, ipProtocol: '-1', cidrIpv4: '0.0.0.0/0' },
      ],
    };
  },

  CreateSecurityGroup(world, input) {
    const name = String(input.GroupName);
    const vpcId = String(input.VpcId);
    if ([...world.groups.values()].some((group) => group.name === name && group.vpcId === vpcId)) {
      throw new AwsFault(
        'InvalidGroup.Duplicate',
        `The security group '${name}' already exists for VPC '${vpcId}'`,
      );
    }
    const [specification] = itemsOf(input.TagSpecification);
    const tags = tagsOf(specification?.Tag);
    const id = `sg-${world.nextId++}`;
    world.groups.set(id, { id, name, vpcId, createdAt: seconds(world), tags, rules: [] });
    return { groupId: id };
  },

  AuthorizeSecurityGroupIngress(world, input) {
    const group = found(world, input);
    for (const permission of itemsOf(input.IpPermissions)) {
      for (const range of [...itemsOf(permission.IpRanges), ...itemsOf(permission.Ipv6Ranges)]) {
        const rule = {
          protocol: String(permission.IpProtocol),
          fromPort: Number(permission.FromPort),
          toPort: Number(permission.ToPort),
          cidr: String(range.CidrIp ?? range.CidrIpv6),
        };
        if (
          group.rules.some((existing) => existing.cidr === rule.cidr && existing.fromPort === rule.fromPort)
        ) {
          throw new AwsFault('InvalidPermission.Duplicate', 'the specified rule already exists');
        }
        group.rules.push({ id: `sgr-${world.nextId++}`, ...rule });
      }
    }
    return { return: true };
  },

  RevokeSecurityGroupIngress(world, input) {
    const group = found(world, input);
    for (const id of textsOf(input.SecurityGroupRuleId)) {
      const index = group.rules.findIndex((rule) => rule.id === id);
      if (index === -1) throw new AwsFault('InvalidSecurityGroupRuleId.NotFound', `${id} does not exist`);
      group.rules.splice(index, 1);
    }
    return { return: true };
  },

  DeleteSecurityGroup(world, input) {
    const group = found(world, input);
    const inUse = [...world.warehouses.values()].some((warehouse) => warehouse.groups.includes(group.id));
    if (inUse || (world.held.get(group.id) ?? 0) > seconds(world)) {
      throw new AwsFault('DependencyViolation', `resource ${group.id} has a dependent object`);
    }
    world.groups.delete(group.id);
    return { return: true };
  },
};

function filtersOf(input: Input): Readonly<Record<string, readonly string[] | undefined>> {
  return Object.fromEntries(
    itemsOf(input.Filter).map((filter) => [String(filter.Name), textsOf(filter.Value)]),
  );
}

function found(world: World, input: Input): FakeGroup {
  const id = String(input.GroupId);
  const group = world.groups.get(id);
  if (group === undefined || !isSeen(world, group)) {
    throw new AwsFault('InvalidGroup.NotFound', `The security group '${id}' does not exist`);
  }
  return group;
}

function isSeen(world: World, group: FakeGroup): boolean {
  return seconds(world) >= group.createdAt + world.pace.groupSeen;
}
