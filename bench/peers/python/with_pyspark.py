"""The star with PySpark, as the Spark projects of the course write it: Parquet, songs by year and artist, plays by month.

Usage: with_pyspark.py DATA FOLDER. Prints the number of rows of each table as JSON.
"""

import json
import sys

from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as f

data, folder = sys.argv[1:]

spark = (
    SparkSession.builder.master("local[*]")
    .config("spark.ui.enabled", "false")
    .config("spark.ui.showConsoleProgress", "false")
    .config("spark.driver.memory", "4g")
    .config("spark.sql.session.timeZone", "UTC")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")

EVENTS = """
    artist string, auth string, firstName string, gender string, itemInSession int, lastName string, length double,
    level string, location string, method string, page string, registration double, sessionId bigint, song string,
    status int, ts bigint, userAgent string, userId string
"""
SONGS = """
    num_songs int, artist_id string, artist_latitude double, artist_longitude double, artist_location string,
    artist_name string, song_id string, title string, duration double, year int
"""


def read(place, schema):
    return spark.read.option("recursiveFileLookup", "true").schema(schema).json(f"{data}/{place}")


def first_of(frame, keys, *order):
    ranked = frame.withColumn("rank", f.row_number().over(Window.partitionBy(*keys).orderBy(*order)))
    return ranked.where("rank = 1").drop("rank")


events = read("log_data", EVENTS).cache()
records = read("song_data", SONGS).cache()

users = first_of(
    events.where("userId <> ''"), ["userId"], f.desc("ts"), f.desc("sessionId"), f.desc("itemInSession")
).selectExpr("cast(userId as bigint) as user_id", "firstName as first_name", "lastName as last_name", "gender", "level")

songs = first_of(records, ["song_id"], f.expr("year = 0"), "year", "title").selectExpr(
    "song_id", "title", "artist_id", "nullif(year, 0) as year", "duration"
)

names = first_of(
    records.groupBy("artist_id", "artist_name").agg(f.countDistinct("song_id").alias("songs")),
    ["artist_id"],
    f.desc("songs"),
    f.length("artist_name"),
    "artist_name",
).selectExpr("artist_id", "artist_name as name")
places = first_of(
    records, ["artist_id"], f.expr("artist_location = ''"), f.expr("artist_latitude is null"), "song_id"
).selectExpr(
    "artist_id",
    "nullif(artist_location, '') as location",
    "artist_latitude as latitude",
    "artist_longitude as longitude",
)
artists = names.join(places, "artist_id")

plays = first_of(
    events.where("page = 'NextSong'"),
    ["ts", "userId", "sessionId", "itemInSession"],
    "level",
    "location",
    "userAgent",
    "artist",
    "song",
    "length",
)
candidates = (
    plays.select("song", "artist", "length")
    .distinct()
    .join(records, (f.col("song") == f.col("title")) & (f.col("artist") == f.col("artist_name")))
)
matches = first_of(
    candidates, ["song", "artist", "length"], f.expr("abs(duration - length)"), "song_id"
).select("song", "artist", "length", "song_id", "artist_id")
songplays = (
    plays.join(matches, ["song", "artist", "length"], "left")
    .selectExpr(
        "md5(concat_ws('|', ts, userId, sessionId, itemInSession)) as songplay_id",
        "timestamp_millis(ts) as start_time",
        "cast(userId as bigint) as user_id",
        "level",
        "song_id",
        "artist_id",
        "sessionId as session_id",
        "location",
        "userAgent as user_agent",
    )
    .withColumn("year", f.year("start_time"))
    .withColumn("month", f.month("start_time"))
)
time = (
    songplays.select("start_time")
    .distinct()
    .selectExpr(
        "start_time",
        "hour(start_time) as hour",
        "day(start_time) as day",
        "weekofyear(start_time) as week",
        "month(start_time) as month",
        "year(start_time) as year",
        "dayofweek(start_time) - 1 as weekday",
    )
)

users.write.parquet(f"{folder}/users")
artists.write.parquet(f"{folder}/artists")
songs.write.partitionBy("year", "artist_id").parquet(f"{folder}/songs")
songplays.write.partitionBy("year", "month").parquet(f"{folder}/songplays")
time.write.partitionBy("year", "month").parquet(f"{folder}/time")
tables = ("songplays", "users", "songs", "artists", "time")
print(json.dumps({table: spark.read.parquet(f"{folder}/{table}").count() for table in tables}))
