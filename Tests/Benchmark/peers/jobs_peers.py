#!/usr/bin/env python3
"""Adds up the jobs of an accounting by account and state, as DuckDB and Polars do it.

    jobs_peers.py duckdb|polars FILE

Steps are left out, and rows of the same job and start count once. Each query is the fastest of those
tried: columns typed beforehand, numbers taken out of texts before rows are compared, two threads,
and for Polars the engine that works in memory, which took half the time of the streaming one. The
time printed is that of the query alone, without the import of the library. Prints one JSON object.
"""

import json
import os
import resource
import sys
import time

os.environ.setdefault("POLARS_MAX_THREADS", "2")

COLUMNS = ["JobID", "User", "Account", "Partition", "JobName", "State", "Elapsed", "Start", "AllocTRES"]


def duckdb_jobs(path):
    import duckdb

    database = duckdb.connect()
    database.execute("SET threads = 2")
    database.execute("SET preserve_insertion_order = false")
    types = ", ".join(f"'{name}': 'VARCHAR'" for name in COLUMNS)
    # The days, then the clock, whose digits stand at their places counted from the end.
    clock = " + ".join(
        f"{factor} * (ascii(Elapsed[{place}]) - 48)"
        for place, factor in [(-8, 36000), (-7, 3600), (-5, 600), (-4, 60), (-2, 10), (-1, 1)])
    start = time.perf_counter()
    rows = database.execute(
        "WITH held AS (SELECT JobID, Start, Account, split_part(State, ' ', 1) AS state, "
        f"{clock} + CASE WHEN len(Elapsed) > 8 THEN "
        "86400 * CAST(split_part(Elapsed, '-', 1) AS BIGINT) ELSE 0 END AS t, "
        "CAST(split_part(split_part(AllocTRES, 'cpu=', 2), ',', 1) AS BIGINT) AS cpus, "
        "CASE WHEN contains(AllocTRES, 'gres/gpu=') THEN "
        "CAST(split_part(split_part(AllocTRES, 'gres/gpu=', 2), ',', 1) AS BIGINT) ELSE 0 END AS gpus "
        "FROM read_csv(?, header = true, delim = '|', quote = '', escape = '', "
        f"auto_detect = false, new_line = '\\n', columns = {{{types}}}) "
        "WHERE NOT contains(JobID, '.')), "
        "jobs AS (SELECT any_value(Account) AS account, any_value(state) AS state, "
        "any_value(gpus * t) AS gpus, any_value(cpus * t) AS cpus FROM held "
        "GROUP BY JobID, Start) "
        "SELECT account, state, count(*), sum(gpus), sum(cpus) FROM jobs GROUP BY ALL",
        [path]).fetchall()
    return time.perf_counter() - start, rows


def polars_jobs(path):
    import polars
    from polars import col

    start = time.perf_counter()
    frame = polars.scan_csv(
        path, separator="|", quote_char=None, schema={name: polars.String for name in COLUMNS},
        has_header=True)

    def digits(place, factor):
        return col("Elapsed").str.slice(place, 2).cast(polars.Int64) * factor

    def held(name):
        return (col("AllocTRES").str.extract(name + r"=(\d+)", 1).cast(polars.Int64)
                .fill_null(0))

    days = (polars.when(col("Elapsed").str.len_bytes() > 8).then(col("Elapsed").str.head(-9))
            .otherwise(polars.lit("0")).cast(polars.Int64) * 86_400)
    rows = (
        frame.filter(~col("JobID").str.contains(".", literal=True))
        .select(
            "JobID", "Start", "Account", col("State").str.extract(r"^(\S+)").alias("state"),
            (days + digits(-8, 3600) + digits(-5, 60) + digits(-2, 1)).alias("t"),
            held("gres/gpu").alias("gpus"), held("cpu").alias("cpus"))
        .unique(subset=["JobID", "Start"], maintain_order=False)
        .group_by("Account", "state")
        .agg(polars.len(), (col("gpus") * col("t")).sum().alias("gpu"),
             (col("cpus") * col("t")).sum().alias("cpu"))
        .collect(engine="in-memory"))
    return time.perf_counter() - start, rows.rows()


def main() -> None:
    library, path = sys.argv[1:3]
    __import__(library)
    before = time.process_time()
    seconds, rows = globals()[f"{library}_jobs"](path)
    cpu = time.process_time() - before
    print(json.dumps({
        "seconds": seconds, "cpu": cpu,
        "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "sums": [[str(row[0]), row[1]] + [int(number) for number in row[2:]] for row in rows]}))


if __name__ == "__main__":
    main()
