-- The date parts match the start_time: hour 0-23 and weekday 0-6 (Sunday is 0) in UTC.

select start_time, hour, day, week, month, year, weekday
from time
where start_time between epoch_ms($from) and epoch_ms($to)
  and (
    hour is null or hour not between 0 and 23 or hour <> extract(hour from start_time)
    or weekday is null or weekday not between 0 and 6 or weekday <> extract(dow from start_time)
    or day is null or day <> extract(day from start_time)
    or week is null or week <> extract(week from start_time)
    or month is null or month <> extract(month from start_time)
    or year is null or year <> extract(year from start_time)
  );
