"""The star with dbt on DuckDB; the project is the folder dbt/ beside this file.

Usage: with_dbt.py DATA FILE. Prints the number of rows of each table as JSON.
"""

import sys

from star_by_dbt import build, print_rows

data, file = sys.argv[1:]
build(file, {"data": data})
print_rows(file)
