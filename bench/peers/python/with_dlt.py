"""The star with dlt, which loads the files into DuckDB and remembers them, and dbt, which builds the tables.

Usage: with_dlt.py DATA FILE. Prints the number of rows of each table as JSON. A second call loads what is new.
"""

import os
import sys

data, file = sys.argv[1:]
os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
os.environ["RUNTIME__LOG_LEVEL"] = "ERROR"

import dlt  # noqa: E402
from dlt.sources.filesystem import filesystem, read_jsonl  # noqa: E402

from star_by_dbt import build, print_rows  # noqa: E402


def records(place, table):
    files = filesystem(bucket_url=f"file://{data}/{place}", file_glob="**/*.json")
    files.apply_hints(incremental=dlt.sources.incremental("modification_date"))
    return (files | read_jsonl(chunksize=10_000)).with_name(table)


pipeline = dlt.pipeline(
    "sparkify",
    pipelines_dir=f"{file}.dlt",
    destination=dlt.destinations.duckdb(file),
    dataset_name="raw",
)
pipeline.run(
    [records("log_data", "log_events"), records("song_data", "song_records")], write_disposition="append"
)
build(file, {"loaded_by": "dlt"})
print_rows(file)
