#!/usr/bin/env python3
"""`cradle traffic` beside DuckDB and Polars, on the same data in one run, in turn.

    traffic.py CRADLE FOLDER

FOLDER holds what traffic_data.py writes. Each program counts requests, sums tokens and counts
requests by hour; the answers have to agree to the digit. Of Cradle the whole process is measured,
of the others the query without the import. Medians of five; nothing here passes or fails but the
agreement.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
WANTED = {"csv": 4, "jsonl": 2}


def cradle(tool, path):
    start = time.perf_counter()
    process = subprocess.Popen(
        [tool, "traffic", path, "--format", "json"], stdout=subprocess.PIPE)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        sys.exit(f"cradle traffic {path}: status {status}")
    windows = json.loads(out)["windows"]["withRequest"]
    hours = [[w["from"][:13], w["requests"], w["inputTokens"], w["outputTokens"]] for w in windows]
    return seconds, usage.ru_utime + usage.ru_stime, hours, usage.ru_maxrss / 1024


def peer(name, kind, path):
    out = subprocess.run(
        [sys.executable, HERE / "traffic_peers.py", name, kind, path], check=True,
        stdout=subprocess.PIPE).stdout
    answer = json.loads(out)
    return answer["seconds"], answer["cpu"], answer["hours"]


def main() -> int:
    tool, folder = sys.argv[1:3]
    failures = 0
    for kind in ("csv", "jsonl"):
        path = f"{folder}/traffic.{kind}"
        with open(path, "rb") as file:
            while file.read(1 << 24):
                pass
        seconds = {"cradle": [], "duckdb": [], "polars": []}
        cpu = {"cradle": [], "duckdb": [], "polars": []}
        resident = 0.0
        for _ in range(5):
            taken, busy, expected, size = cradle(tool, path)
            resident = max(resident, size)
            seconds["cradle"].append(taken)
            cpu["cradle"].append(busy)
            for name in ("duckdb", "polars"):
                taken, busy, hours = peer(name, kind, path)
                seconds[name].append(taken)
                cpu[name].append(busy)
                if hours != expected:
                    failures += 1
                    print(f"{path}: {name} and cradle do not agree")
        middle = {name: statistics.median(values) for name, values in seconds.items()}
        work = {name: statistics.median(values) for name, values in cpu.items()}
        rows = sum(hour[1] for hour in expected)
        print(f"{rows:,} requests, {os.path.getsize(path) / 1e6:.0f} MB of {kind}, "
              "medians of five in turn")
        for name in seconds:
            print(f"  {name:8}{middle[name]:8.3f} s    {work[name]:8.3f} s of two processors")
        faster = min(middle["duckdb"], middle["polars"])
        less = min(work["duckdb"], work["polars"])
        print(f"  ratio to the faster {faster / middle['cradle']:.2f} by the clock, "
              f"{less / work['cradle']:.2f} by work; {WANTED[kind]} wanted")
        print(f"  cradle's largest    {resident:.1f} MB resident, 64 wanted")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
