-- Keeps which tables of a project folder runs have built.

create table etl.own_tables (
    name varchar,
    meaning varchar,
    grain varchar,
    definition varchar,
    run_id integer
);
