-- Rejected records, by data set and reason.

select
    files.data_set,
    rejected.code,
    count(*) as records
from etl.rejected_records as rejected
inner join etl.files as files
    on files.file_id = rejected.file_id
group by files.data_set, rejected.code
order by records desc, files.data_set, rejected.code;
