-- Keeps which tables of a project folder runs have built.

create table etl.own_tables (
    name varchar(127),
    meaning varchar(65535),
    grain varchar(65535),
    definition varchar(64),
    run_id integer
)
diststyle all;
