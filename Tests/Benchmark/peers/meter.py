#!/usr/bin/env python3
"""`cradle meter` beside DuckDB, Polars and `cat`, on the same data in one run, in turn.

    meter.py CRADLE FOLDER

FOLDER holds what meter_data.py writes. Each program integrates the power of each GPU by trapezoids;
the energies have to agree to 1e-9. Of Cradle and `cat` the whole process is measured, of the others
the query without the import. Medians of five; nothing here passes or fails but the agreement.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent


def whole(command, out=subprocess.PIPE):
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=out)
    text = process.stdout.read() if process.stdout else b""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        sys.exit(f"{' '.join(command)}: status {status}")
    return seconds, usage.ru_utime + usage.ru_stime, text, usage.ru_maxrss / 1024


def main() -> int:
    tool, folder = sys.argv[1:3]
    path = f"{folder}/power.csv"
    failures = 0
    resident = 0.0
    names = ("cradle", "cat", "duckdb", "polars")
    seconds = {name: [] for name in names}
    cpu = {name: [] for name in names}
    rows = 0
    for _ in range(5):
        taken, busy, text, size = whole([tool, "meter", path, "--format", "json"])
        seconds["cradle"].append(taken)
        cpu["cradle"].append(busy)
        resident = max(resident, size)
        answer = json.loads(text)
        rows = answer["rows"]["used"]
        expected = [device["kWh"] for device in answer["devices"]]
        with open(os.devnull, "wb") as nothing:
            taken, busy, _, _ = whole(["cat", path], nothing)
        seconds["cat"].append(taken)
        cpu["cat"].append(busy)
        for name in ("duckdb", "polars"):
            out = subprocess.run(
                [sys.executable, HERE / "meter_peers.py", name, path], check=True,
                stdout=subprocess.PIPE).stdout
            answer = json.loads(out)
            seconds[name].append(answer["seconds"])
            cpu[name].append(answer["cpu"])
            pairs = zip(expected, answer["kWh"], strict=True)
            if any(abs(a - b) > 1e-9 * abs(a) for a, b in pairs):
                failures += 1
                print(f"{path}: {name} and cradle do not agree")
    middle = {name: statistics.median(values) for name, values in seconds.items()}
    print(f"{rows:,} rows, {os.path.getsize(path) / 1e6:.0f} MB, medians of five in turn")
    for name in names:
        print(f"  {name:8}{middle[name]:8.3f} s    {statistics.median(cpu[name]):8.3f} s of work")
    faster = min(middle["duckdb"], middle["polars"])
    print(f"  ratio to the faster {faster / middle['cradle']:.2f}, 10 wanted; "
          f"to cat {middle['cradle'] / middle['cat']:.2f}, 4 allowed")
    print(f"  cradle's largest    {resident:.1f} MB resident, 64 allowed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
