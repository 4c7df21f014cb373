-- sql/manifest/runs.sql

-- sql/manifest/run.sql
