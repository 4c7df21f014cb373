"""The fact table as an asset that is materialized every hour. The working directory holds dwh.cfg."""

import json
import subprocess

import dagster as dg

TRANSIENT = (75, 130)


@dg.asset(retry_policy=dg.RetryPolicy(max_retries=5, delay=300))
def songplays() -> dg.MaterializeResult:
    run = subprocess.run(["sparkify", "etl", "--json"], capture_output=True, text=True)
    if run.returncode != 0:
        raise dg.Failure(run.stderr, allow_retries=run.returncode in TRANSIENT)
    report = json.loads(run.stdout)
    return dg.MaterializeResult(metadata={"run": report["run_id"], "songplays": report["tables"]["songplays"]})


defs = dg.Definitions(
    assets=[songplays],
    schedules=[dg.ScheduleDefinition(name="hourly", cron_schedule="5 * * * *", target=[songplays])],
)
