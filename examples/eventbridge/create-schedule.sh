#!/usr/bin/env bash
# Starts the task of ../docker/Dockerfile on ECS every hour. The role of the task needs what `sparkify cluster policy` prints;
# the role below starts it, by ecs:RunTask and iam:PassRole.
set -euo pipefail

aws scheduler create-schedule --name sparkify-etl --schedule-expression 'rate(1 hour)' \
  --flexible-time-window Mode=OFF --target '{
    "Arn": "arn:aws:ecs:us-west-2:123456789012:cluster/sparkify",
    "RoleArn": "arn:aws:iam::123456789012:role/sparkify-schedule",
    "EcsParameters": {
      "TaskDefinitionArn": "arn:aws:ecs:us-west-2:123456789012:task-definition/sparkify-etl",
      "LaunchType": "FARGATE",
      "NetworkConfiguration": { "awsvpcConfiguration": { "Subnets": ["subnet-0123456789abcdef0"] } }
    }
  }'
