#!/usr/bin/env python3
"""Counts requests, sums tokens and counts requests by hour, as DuckDB and Polars do it.

    traffic_peers.py duckdb|polars csv|jsonl FILE

Columns are typed beforehand and read as a stream on two threads; the time printed is that of the
query alone, without the import of the library. Prints one JSON object.
"""

import json
import os
import sys
import time

os.environ.setdefault("POLARS_MAX_THREADS", "2")


def duckdb_csv(path):
    import duckdb

    database = duckdb.connect()
    database.execute("SET threads = 2")
    start = time.perf_counter()
    hours = database.execute(
        "SELECT date_trunc('hour', TIMESTAMP) AS hour, count(*), sum(ContextTokens), "
        "sum(GeneratedTokens) FROM read_csv(?, header = true, delim = ',', auto_detect = false, "
        "columns = {'TIMESTAMP': 'TIMESTAMP', 'ContextTokens': 'BIGINT', "
        "'GeneratedTokens': 'BIGINT'}, new_line = '\\r\\n') GROUP BY hour ORDER BY hour",
        [path]).fetchall()
    return time.perf_counter() - start, [(f"{h[0]:%Y-%m-%dT%H}", *map(int, h[1:])) for h in hours]


def duckdb_jsonl(path):
    import duckdb

    database = duckdb.connect()
    database.execute("SET threads = 2")
    start = time.perf_counter()
    hours = database.execute(
        "SELECT date_trunc('hour', make_timestamp(created * 1000000)) AS hour, count(*), "
        "sum(usage.prompt_tokens), sum(usage.completion_tokens) FROM read_json(?, "
        "format = 'newline_delimited', columns = {created: 'BIGINT', "
        "usage: 'STRUCT(prompt_tokens BIGINT, completion_tokens BIGINT)'}) "
        "GROUP BY hour ORDER BY hour", [path]).fetchall()
    return time.perf_counter() - start, [(f"{h[0]:%Y-%m-%dT%H}", *map(int, h[1:])) for h in hours]


def polars_hours(frame, time_column, put, got):
    import polars

    return (
        frame.group_by(time_column.dt.truncate("1h").alias("hour"))
        .agg(polars.len().alias("requests"), put.sum().alias("input"), got.sum().alias("output"))
        .sort("hour").collect(engine="streaming"))


def polars_csv(path):
    import polars

    start = time.perf_counter()
    frame = polars.scan_csv(
        path, schema={"TIMESTAMP": polars.String, "ContextTokens": polars.Int64,
                      "GeneratedTokens": polars.Int64})
    hours = polars_hours(
        frame, polars.col("TIMESTAMP").str.to_datetime("%Y-%m-%d %H:%M:%S%.f", time_unit="ns"),
        polars.col("ContextTokens"), polars.col("GeneratedTokens"))
    return time.perf_counter() - start, [(f"{h[0]:%Y-%m-%dT%H}", *h[1:]) for h in hours.rows()]


def polars_jsonl(path):
    import polars

    start = time.perf_counter()
    frame = polars.scan_ndjson(
        path, schema={"created": polars.Int64, "usage": polars.Struct(
            {"prompt_tokens": polars.Int64, "completion_tokens": polars.Int64})})
    usage = polars.col("usage").struct
    hours = polars_hours(
        frame, polars.from_epoch(polars.col("created"), time_unit="s"),
        usage.field("prompt_tokens"), usage.field("completion_tokens"))
    return time.perf_counter() - start, [(f"{h[0]:%Y-%m-%dT%H}", *h[1:]) for h in hours.rows()]


def main() -> None:
    library, kind, path = sys.argv[1:4]
    __import__(library)
    before = time.process_time()
    seconds, hours = globals()[f"{library}_{kind}"](path)
    cpu = time.process_time() - before
    print(json.dumps({"seconds": seconds, "cpu": cpu, "hours": hours}))


if __name__ == "__main__":
    main()
