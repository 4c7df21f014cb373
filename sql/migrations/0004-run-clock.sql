-- Keeps the clock of each run, so that later checks allow what it allowed.

alter table etl.runs add column clock bigint;
