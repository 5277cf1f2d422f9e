#!/usr/bin/env python3
"""Adds up power by trapezoids for each device, as DuckDB and Polars do it.

    meter_peers.py duckdb|polars FILE

Columns are typed beforehand and read as a stream on two threads; the time printed is that of the
query alone, without the import of the library. Prints one JSON object.
"""

import json
import os
import sys
import time

os.environ.setdefault("POLARS_MAX_THREADS", "2")


def duckdb_power(path):
    import duckdb

    database = duckdb.connect()
    database.execute("SET threads = 2")
    start = time.perf_counter()
    rows = database.execute(
        "WITH samples AS (SELECT epoch_ms(strptime(stamp, '%Y/%m/%d %H:%M:%S.%g')) / 1000.0 AS t, "
        "gpu, CAST(replace(draw, ' W', '') AS DOUBLE) AS w FROM read_csv(?, header = true, "
        "delim = ',', auto_detect = false, new_line = '\\n', "
        "columns = {'stamp': 'VARCHAR', 'gpu': 'INTEGER', 'draw': 'VARCHAR', 'share': 'VARCHAR'})), "
        "steps AS (SELECT gpu, t - lag(t) OVER w AS dt, (w + lag(w) OVER w) / 2 AS mean "
        "FROM samples WINDOW w AS (PARTITION BY gpu ORDER BY t)) "
        "SELECT gpu, sum(dt * mean) / 3.6e6 FROM steps GROUP BY gpu ORDER BY gpu", [path]).fetchall()
    return time.perf_counter() - start, [row[1] for row in rows]


def polars_power(path):
    import polars

    start = time.perf_counter()
    frame = polars.scan_csv(
        path, has_header=True, new_columns=["stamp", "gpu", "draw", "share"],
        schema={"stamp": polars.String, "gpu": polars.String, "draw": polars.String,
                "share": polars.String})
    rows = (
        frame.select(
            polars.col("stamp").str.to_datetime("%Y/%m/%d %H:%M:%S%.3f", time_unit="ms")
            .dt.epoch("ms").alias("t"),
            polars.col("gpu").str.strip_chars().cast(polars.Int32),
            polars.col("draw").str.strip_chars(" W").cast(polars.Float64).alias("w"))
        .group_by("gpu")
        .agg((((polars.col("w") + polars.col("w").shift(1)) / 2)
              * polars.col("t").diff()).sum() / 3.6e9)
        .sort("gpu").collect())
    return time.perf_counter() - start, [row[1] for row in rows.rows()]


def main() -> None:
    library, path = sys.argv[1:3]
    __import__(library)
    before = time.process_time()
    seconds, energies = globals()[f"{library}_power"](path)
    cpu = time.process_time() - before
    print(json.dumps({"seconds": seconds, "cpu": cpu, "kWh": energies}))


if __name__ == "__main__":
    main()
