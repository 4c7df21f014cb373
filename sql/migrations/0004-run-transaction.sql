-- Keeps how long the transaction of each run took.

alter table etl.runs add column transaction_seconds double precision;
