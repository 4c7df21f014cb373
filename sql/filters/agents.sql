-- The user agents of the log, each classified once; none is that of events without one.
-- User agents name others too: Edge and Opera name Chrome, Chrome names Safari, old Opera names MSIE; Android names Linux, an
-- iPad or iPhone names Mac OS X. So the more special name comes first. DISTINCT comes before coalesce: DuckDB reads the plain
-- column as the few texts that it has, twenty times as fast.
select
    user_agent,
    case
        when user_agent = 'none' then 'none'
        when user_agent like '%Edge/%' or user_agent like '%Edg/%' or user_agent like '%EdgA/%'
            or user_agent like '%EdgiOS/%' then 'Edge'
        when user_agent like '%Opera%' or user_agent like '%OPR/%' or user_agent like '%OPiOS/%' then 'Opera'
        when user_agent like '%Firefox/%' or user_agent like '%FxiOS/%' then 'Firefox'
        when user_agent like '%Chrome/%' or user_agent like '%CriOS/%' or user_agent like '%Chromium/%' then 'Chrome'
        when user_agent like '%MSIE %' or user_agent like '%Trident/%' then 'IE'
        when user_agent like '%Safari/%' then 'Safari'
        else 'other'
    end as browser,
    case
        when user_agent = 'none' then 'none'
        when user_agent like '%iPhone%' or user_agent like '%iPod%' then 'iPhone'
        when user_agent like '%iPad%' then 'iPad'
        when user_agent like '%Android%' then 'Android'
        when user_agent like '%Windows%' then 'Windows'
        when user_agent like '%Macintosh%' or user_agent like '%Mac OS X%' then 'Mac'
        when user_agent like '%CrOS%' then 'ChromeOS'
        when user_agent like '%Linux%' or user_agent like '%X11%' then 'Linux'
        else 'other'
    end as "system"
from (
    select coalesce(found.user_agent, 'none') as user_agent
    from (select distinct user_agent from staging_events) as found
) as distinct_agents
