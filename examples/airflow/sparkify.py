"""Loads what is new every hour. The working directory of the workers holds dwh.cfg."""

import json
import subprocess
from datetime import timedelta

import pendulum
from airflow.sdk import dag, task
from airflow.sdk.exceptions import AirflowException, AirflowFailException

TRANSIENT = (75, 130)


@dag(schedule="@hourly", start_date=pendulum.datetime(2026, 1, 1), catchup=False, max_active_runs=1)
def sparkify():
    @task(retries=5, retry_delay=timedelta(minutes=5), retry_exponential_backoff=True)
    def etl() -> dict:
        run = subprocess.run(["sparkify", "etl", "--json"], capture_output=True, text=True)
        if run.returncode == 0:
            return json.loads(run.stdout)
        worth_another_try = run.returncode in TRANSIENT
        raise (AirflowException if worth_another_try else AirflowFailException)(run.stderr)

    etl()


sparkify()
