-- The published runs, the newest first.

select
    run_id,
    started_at,
    round(extract(epoch from finished_at) - extract(epoch from started_at), 1) as seconds,
    transaction_seconds,
    files_new,
    files_changed,
    files_removed,
    skipped,
    lines,
    blank,
    staged,
    rejected,
    songplays,
    version
from etl.runs
order by run_id desc;
