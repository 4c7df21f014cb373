-- Keeps the seconds that each step of a run took, and those of its transaction.

alter table etl.runs add column list_seconds double precision;

alter table etl.runs add column stage_seconds double precision;

alter table etl.runs add column star_seconds double precision;

alter table etl.runs add column check_seconds double precision;

alter table etl.runs add column transaction_seconds double precision;
