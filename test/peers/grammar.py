"""Parses SQL statements with sqlglot and sqlfluff in the dialect of Redshift. Reads a JSON list of texts, prints what each says of each."""

import json
import sys

import sqlfluff
import sqlglot
from sqlglot.errors import SqlglotError


def by_sqlglot(sql):
    try:
        tree = sqlglot.parse_one(sql, dialect="redshift")
    except SqlglotError as error:
        return str(error).split("\n")[0]
    # What it does not understand it keeps as text.
    return "kept as text" if isinstance(tree, sqlglot.exp.Command) else None


def by_sqlfluff(sql):
    try:
        sqlfluff.parse(sql + ";\n", dialect="redshift")
    except sqlfluff.api.simple.APIParsingError as error:
        return str(error).strip().split("\n")[-1][:200]
    return None


statements = json.load(sys.stdin)
json.dump([{"sqlglot": by_sqlglot(sql), "sqlfluff": by_sqlfluff(sql)} for sql in statements], sys.stdout)
