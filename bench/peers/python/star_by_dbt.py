"""Runs the dbt project beside this file into a DuckDB file."""

import json
import os
import sys
from pathlib import Path

import duckdb
from dbt.cli.main import dbtRunner

PROJECT = Path(__file__).parent / "dbt"
TABLES = ("songplays", "users", "songs", "artists", "time")


def build(file, variables):
    os.environ["STAR_FILE"] = file
    target = f"{file}.dbt"
    folders = ["--project-dir", PROJECT, "--profiles-dir", PROJECT, "--target-path", target, "--log-path", target]
    result = dbtRunner().invoke(["--quiet", "run", "--vars", json.dumps(variables), *map(str, folders)])
    if not result.success:
        sys.exit(f"dbt failed: {result.exception}")


def print_rows(file):
    warehouse = duckdb.connect(file)
    print(json.dumps({table: warehouse.sql(f"select count(*) from {table}").fetchall()[0][0] for table in TABLES}))
