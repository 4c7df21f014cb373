-- Plays from the day $from on.
start_time >= cast($from as timestamp)
