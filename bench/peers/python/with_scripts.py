"""The star as the scripts of the course build it: files one by one through pandas, rows one by one into PostgreSQL.

Usage: with_scripts.py DATA. Prints the number of rows of each table as JSON. It starts a PostgreSQL of its own, in a
folder of its own, and stops it; as root, by the user postgres, since PostgreSQL refuses root.
"""

import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

import pandas as pd
import psycopg2

TABLES = """
CREATE TABLE songplays (songplay_id SERIAL PRIMARY KEY, start_time timestamp NOT NULL, user_id int NOT NULL, level text,
    song_id text, artist_id text, session_id int, location text, user_agent text);
CREATE TABLE users (user_id int PRIMARY KEY, first_name text, last_name text, gender text, level text);
CREATE TABLE songs (song_id text PRIMARY KEY, title text, artist_id text, year int, duration float);
CREATE TABLE artists (artist_id text PRIMARY KEY, name text, location text, latitude float, longitude float);
CREATE TABLE time (start_time timestamp PRIMARY KEY, hour int, day int, week int, month int, year int, weekday int);
"""
SONG_INSERT = "INSERT INTO songs VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
ARTIST_INSERT = "INSERT INTO artists VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
TIME_INSERT = "INSERT INTO time VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
USER_INSERT = """INSERT INTO users VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (user_id) DO UPDATE SET level = excluded.level"""
SONGPLAY_INSERT = """INSERT INTO songplays (start_time, user_id, level, song_id, artist_id, session_id, location, user_agent)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"""
SONG_SELECT = """SELECT songs.song_id, artists.artist_id FROM songs JOIN artists ON songs.artist_id = artists.artist_id
    WHERE songs.title = %s AND artists.name = %s AND songs.duration = %s"""


def process_song_file(cur, path):
    df = pd.read_json(path, lines=True)
    for _, row in df.iterrows():
        cur.execute(SONG_INSERT, row[["song_id", "title", "artist_id", "year", "duration"]].tolist())
        cur.execute(
            ARTIST_INSERT,
            row[
                ["artist_id", "artist_name", "artist_location", "artist_latitude", "artist_longitude"]
            ].tolist(),
        )


def process_log_file(cur, path):
    df = pd.read_json(path, lines=True)
    df = df[df["page"] == "NextSong"]
    t = pd.to_datetime(df["ts"], unit="ms")
    time = pd.DataFrame(
        {
            "start_time": t, "hour": t.dt.hour, "day": t.dt.day, "week": t.dt.isocalendar().week,
            "month": t.dt.month, "year": t.dt.year, "weekday": t.dt.dayofweek,
        }
    )  # fmt: skip
    for _, row in time.iterrows():
        cur.execute(TIME_INSERT, list(row))
    for _, row in df[["userId", "firstName", "lastName", "gender", "level"]].iterrows():
        cur.execute(USER_INSERT, list(row))
    for _, row in df.iterrows():
        cur.execute(SONG_SELECT, (row.song, row.artist, row.length))
        song_id, artist_id = cur.fetchone() or (None, None)
        cur.execute(
            SONGPLAY_INSERT,
            (
                pd.to_datetime(row.ts, unit="ms"), row.userId, row.level, song_id, artist_id,
                row.sessionId, row.location, row.userAgent,
            ),
        )  # fmt: skip


def process_data(cur, conn, folder, func):
    for path in sorted(glob.glob(f"{folder}/**/*.json", recursive=True)):
        func(cur, path)
        conn.commit()


def start_postgres(place):
    """Starts a server that listens on a socket in its folder, and returns the command that stops it."""
    user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if user:
        shutil.chown(place, "postgres")
    programs = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True).stdout.strip()
    found = [programs, *sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)]
    bindir = next(each for each in found if os.path.exists(f"{each}/pg_ctl"))
    database = f"{place}/database"
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": place}
    subprocess.run([*user, f"{bindir}/initdb", "-D", database, "-A", "trust", "-U", "student"], **quiet)
    options = f"-c listen_addresses= -c unix_socket_directories={place}"
    control = [*user, f"{bindir}/pg_ctl", "-D", database, "-w", "-o", options]
    subprocess.run([*control, "-l", f"{place}/log", "start"], **quiet)
    return lambda: subprocess.run([*control, "-m", "fast", "stop"], **quiet)


def main(data):
    place = tempfile.mkdtemp(prefix="sparkify-scripts-")
    stop = start_postgres(place)
    try:
        conn = psycopg2.connect(host=place, user="student", dbname="postgres")
        cur = conn.cursor()
        cur.execute(TABLES)
        process_data(cur, conn, f"{data}/song_data", process_song_file)
        process_data(cur, conn, f"{data}/log_data", process_log_file)
        rows = {}
        for table in ("songplays", "users", "songs", "artists", "time"):
            cur.execute(f"SELECT count(*) FROM {table}")
            rows[table] = cur.fetchone()[0]
        conn.close()
    finally:
        stop()
        shutil.rmtree(place)
    print(json.dumps(rows))


main(sys.argv[1])
