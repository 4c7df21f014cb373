"""The star with polars and DuckDB: files are read and transformed by polars, tables are kept in a DuckDB file.

Usage: with_polars.py DATA FILE. Prints the number of rows of each table as JSON.
"""

import json
import sys

import duckdb
import polars as pl

data, file = sys.argv[1:]

EVENTS = {
    "artist": pl.String, "auth": pl.String, "firstName": pl.String, "gender": pl.String, "itemInSession": pl.Int32,
    "lastName": pl.String, "length": pl.Float64, "level": pl.String, "location": pl.String, "method": pl.String,
    "page": pl.String, "registration": pl.Float64, "sessionId": pl.Int64, "song": pl.String, "status": pl.Int32,
    "ts": pl.Int64, "userAgent": pl.String, "userId": pl.String,
}  # fmt: skip
SONGS = {
    "num_songs": pl.Int32, "artist_id": pl.String, "artist_latitude": pl.Float64, "artist_longitude": pl.Float64,
    "artist_location": pl.String, "artist_name": pl.String, "song_id": pl.String, "title": pl.String,
    "duration": pl.Float64, "year": pl.Int32,
}  # fmt: skip

staging_events = pl.scan_ndjson(f"{data}/log_data/**/*.json", schema=EVENTS).collect()
staging_songs = pl.scan_ndjson(f"{data}/song_data/**/*.json", schema=SONGS).collect()

users = (
    staging_events.filter(pl.col("userId") != "")
    .sort("ts", "sessionId", "itemInSession")
    .unique("userId", keep="last")
    .select(
        pl.col("userId").cast(pl.Int64).alias("user_id"),
        pl.col("firstName").alias("first_name"),
        pl.col("lastName").alias("last_name"),
        "gender",
        "level",
    )
)

songs = (
    staging_songs.with_columns(pl.col("year").replace(0, None))
    .sort("year", "title", nulls_last=True)
    .unique("song_id", keep="first")
    .select("song_id", "title", "artist_id", "year", "duration")
)

names = (
    staging_songs.group_by("artist_id", "artist_name")
    .agg(pl.col("song_id").n_unique().alias("songs"))
    .sort("songs", pl.col("artist_name").str.len_chars(), "artist_name", descending=[True, False, False])
    .unique("artist_id", keep="first")
    .select("artist_id", pl.col("artist_name").alias("name"))
)
places = (
    staging_songs.with_columns(pl.col("artist_location").replace("", None))
    .sort(pl.col("artist_location").is_null(), pl.col("artist_latitude").is_null(), "song_id")
    .unique("artist_id", keep="first")
    .select(
        "artist_id",
        pl.col("artist_location").alias("location"),
        pl.col("artist_latitude").alias("latitude"),
        pl.col("artist_longitude").alias("longitude"),
    )
)
artists = names.join(places, on="artist_id")

plays = (
    staging_events.filter(pl.col("page") == "NextSong")
    .sort("level", "location", "userAgent", "artist", "song", "length")
    .unique(["ts", "userId", "sessionId", "itemInSession"], keep="first")
)
matches = (
    plays.select("song", "artist", "length")
    .unique()
    .join(staging_songs, left_on=["song", "artist"], right_on=["title", "artist_name"])
    .sort((pl.col("duration") - pl.col("length")).abs(), "song_id")
    .unique(["song", "artist", "length"], keep="first")
    .select("song", "artist", "length", "song_id", "artist_id")
)
songplays = plays.join(matches, on=["song", "artist", "length"], how="left").with_columns(
    pl.from_epoch("ts", time_unit="ms").alias("start_time")
)

time = songplays.select("start_time").unique().with_columns(
    pl.col("start_time").dt.hour().alias("hour"),
    pl.col("start_time").dt.day().alias("day"),
    pl.col("start_time").dt.week().alias("week"),
    pl.col("start_time").dt.month().alias("month"),
    pl.col("start_time").dt.year().alias("year"),
    (pl.col("start_time").dt.weekday() % 7).alias("weekday"),
)

warehouse = duckdb.connect(file)
warehouse.sql("create table staging_events as from staging_events")
warehouse.sql("create table staging_songs as from staging_songs")
warehouse.sql("""
    create table songplays as
    select
        md5(concat_ws('|', ts, userId, sessionId, itemInSession)) as songplay_id,
        start_time, userId::bigint as user_id, level, song_id, artist_id,
        sessionId as session_id, location, userAgent as user_agent
    from songplays
""")
for table in ("users", "songs", "artists", "time"):
    warehouse.sql(f"create table {table} as from {table}")
tables = ("songplays", "users", "songs", "artists", "time")
print(json.dumps({table: warehouse.sql(f"select count(*) from {table}").fetchall()[0][0] for table in tables}))
