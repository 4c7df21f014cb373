-- How many loaded files the next runs read again.

select count(*) as files
from etl.files
where read_again;
