#!/usr/bin/env python3
"""`cradle meter` over jobs beside DuckDB, Polars and `cat`, on the same data in one run, in turn.

    jobs.py CRADLE FOLDER [TURNS]

FOLDER holds what jobs_data.py writes. Each program adds up jobs, GPU-seconds and core-seconds by
account and by what became of the jobs, steps left out and rows that stand twice counted once; the
sums have to agree to 1e-9. Of Cradle and `cat` the whole process is measured, of the others the
query without the import. Medians of five turns unless said; nothing here passes or fails but the
agreement.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys

from meter import whole

HERE = pathlib.Path(__file__).parent
OUTCOMES = {
    "COMPLETED": "completed", "TIMEOUT": "timed-out", "FAILED": "failed", "OUT_OF_MEMORY": "failed",
    "NODE_FAIL": "failed", "CANCELLED": "cancelled", "REQUEUED": "preempted",
}


def of_cradle(text):
    answer = json.loads(text)
    sums = {}
    for group in answer["groups"]:
        for outcome in group["outcomes"]:
            held = outcome["held"]
            sums[group["name"], outcome["outcome"]] = (
                held["jobs"], held["gpuSeconds"], held["cpuSeconds"])
    return answer["rows"], sums


def of_peer(rows):
    sums = {}
    for account, state, jobs, gpus, cpus in rows:
        key = account, OUTCOMES[state]
        known = sums.get(key, (0, 0, 0))
        sums[key] = known[0] + jobs, known[1] + gpus, known[2] + cpus
    return sums


def agree(left, right):
    return left.keys() == right.keys() and all(
        abs(a - b) <= 1e-9 * abs(a) for key in left for a, b in zip(left[key], right[key]))


def main() -> int:
    tool, folder = sys.argv[1:3]
    turns = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    path = f"{folder}/jobs.psv"
    failures = 0
    names = ("cradle", "cat", "duckdb", "polars")
    seconds = {name: [] for name in names}
    cpu = {name: [] for name in names}
    resident = dict.fromkeys(names, 0.0)
    rows = {}
    for _ in range(turns):
        taken, busy, text, size = whole([tool, "meter", path, "--by", "account", "-f", "json"])
        seconds["cradle"].append(taken)
        cpu["cradle"].append(busy)
        resident["cradle"] = max(resident["cradle"], size)
        rows, expected = of_cradle(text)
        with open(os.devnull, "wb") as nothing:
            taken, busy, _, size = whole(["cat", path], nothing)
        seconds["cat"].append(taken)
        cpu["cat"].append(busy)
        resident["cat"] = size
        for name in ("duckdb", "polars"):
            out = subprocess.run(
                [sys.executable, HERE / "jobs_peers.py", name, path], check=True,
                stdout=subprocess.PIPE).stdout
            answer = json.loads(out)
            seconds[name].append(answer["seconds"])
            cpu[name].append(answer["cpu"])
            resident[name] = max(resident[name], answer["MB"])
            if not agree(expected, of_peer(answer["sums"])):
                failures += 1
                print(f"{path}: {name} and cradle do not agree")
    middle = {name: statistics.median(values) for name, values in seconds.items()}
    busy = {name: statistics.median(values) for name, values in cpu.items()}
    print(f"{rows['read']:,} rows, {rows['used']:,} of jobs, {os.path.getsize(path) / 1e6:.0f} MB, "
          f"medians of {turns} in turn, load {os.getloadavg()[0]:.1f}")
    for name in names:
        print(f"  {name:8}{middle[name]:8.3f} s    {busy[name]:8.3f} s of work    "
              f"{resident[name]:7.1f} MB resident")
    faster = min(middle["duckdb"], middle["polars"])
    work = min(busy["duckdb"], busy["polars"])
    print(f"  ratio to the faster {faster / middle['cradle']:.2f}, 5 wanted, by work "
          f"{work / busy['cradle']:.2f}; to cat {middle['cradle'] / middle['cat']:.2f}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
