-- sql/manifest/runs.sql

-- sql/manifest/warned-checks.sql

-- sql/manifest/run.sql
