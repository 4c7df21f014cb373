-- Plays before the day $to: the day after the last one that is asked for.
start_time < cast($to as timestamp)
