#!/usr/bin/env python3
"""Samples of BLOOM's training run by Cradle, beside NumPy by hand.

    sampling.py PRODUCTS STUDY [SAMPLES]

PRODUCTS is the folder of the tool and of `benchmark`. STUDY is Tests/Fixtures/uncertain.yaml: every
uncertain parameter of BLOOM with a spread. NumPy draws the same distributions and computes the two
totals as whole columns, with their median, mean and intervals; its time is without imports. Cradle
is measured twice: the same two totals in one process, from the ledger's formulas to percentiles;
and `cradle report --samples` as a whole process, which draws all lines, processes and ratios, and
Sobol' indices besides. Medians of five in turn; nothing here passes or fails but the agreement of
the medians within four standard errors.
"""

import json
import os
import statistics
import subprocess
import sys
import time

WANTED = 7


def cradle(tool, study, samples):
    start = time.perf_counter()
    process = subprocess.Popen(
        [tool, "report", study, "--samples", str(samples), "--format", "json"],
        stdout=subprocess.PIPE)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        sys.exit(f"cradle report: status {status}")
    figures = json.loads(out)["uncertainty"]["figures"]
    totals = {f["of"]: f for f in figures if f["kind"] == "total" and f["unit"] == "kgCO2e"}
    return seconds, totals, usage.ru_maxrss / 1024


def sampler(tool, study, samples):
    with open(study, "rb") as text:
        out = subprocess.run([tool, "samples", str(samples)], stdin=text, capture_output=True)
    return [float(word) for word in out.stdout.split()]


def lognormal(numpy, random, median, gsd, n):
    return median * numpy.exp(numpy.log(gsd) * random.standard_normal(n))


def pert(random, low, mode, high, n):
    alpha = 1 + 4 * (mode - low) / (high - low)
    beta = 1 + 4 * (high - mode) / (high - low)
    return low + (high - low) * random.beta(alpha, beta, n)


def by_hand(n):
    # Imported after Cradle's first run: a process begins with the size of the one that starts it.
    import numpy

    z = 1.959963984540054
    random = numpy.random.default_rng(1)
    start = time.perf_counter()
    hours = 1_082_990 * (1 + 0.02 / z * random.standard_normal(n))
    power = 0.4 * (1 + 0.05 / z * random.standard_normal(n))
    idle = lognormal(numpy, random, 64, 1.1, n)
    other = lognormal(numpy, random, (24 * 31) ** 0.5, (31 / 24) ** (0.5 / z), n)
    grid = random.triangular(0.041, 0.057, 0.085, n)
    gpu = random.triangular(100, 150, 570, n)
    gpu_life = pert(random, 3, 6, 8, n) * 8760 * random.uniform(0.70, 0.95, n)
    node = lognormal(numpy, random, 2500, 1.3, n)
    node_life = pert(random, 4, 6, 8, n) * 8760 * random.uniform(0.70, 0.95, n)
    dynamic = hours * power * grid
    rest = (idle + other) * hours / 384 * grid
    embodied = gpu * hours / gpu_life + node * hours / 8 / node_life
    full = dynamic + rest + embodied
    answers = {}
    for name, column in (("dynamic", dynamic), ("full", full)):
        quantiles = numpy.percentile(column, [2.5, 5, 50, 95, 97.5])
        answers[name] = (quantiles[2], column.mean(), quantiles)
    return time.perf_counter() - start, answers


def main() -> int:
    products, study = sys.argv[1:3]
    tool = os.path.join(products, "cradle")
    samples = int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000
    ours, whole, theirs, failures = [], [], [], 0
    _, _, resident = cradle(tool, study, samples)
    for _ in range(5):
        seconds, totals, _ = cradle(tool, study, samples)
        whole.append(seconds)
        seconds, dynamic, full = sampler(os.path.join(products, "benchmark"), study, samples)
        ours.append(seconds)
        for name, median in (("dynamic", dynamic), ("full", full)):
            if abs(median - totals[name]["median"]) > 4 * 2**0.5 * totals[name]["error"]:
                failures += 1
                print(f"{name}: the sampler has {median}, the report {totals[name]['median']}")
        seconds, answers = by_hand(samples)
        theirs.append(seconds)
        for name, (median, _, _) in answers.items():
            error = totals[name]["error"]
            if abs(median - totals[name]["median"]) > 4 * 2**0.5 * error:
                failures += 1
                print(f"{name}: NumPy has {median}, cradle {totals[name]['median']} ± {error}")
    own, other = statistics.median(ours), statistics.median(theirs)
    report = statistics.median(whole)
    print(f"{samples:,} samples of an uncertain BLOOM, medians of five in turn")
    print(f"  cradle, two totals               {own * 1000:8.1f} ms")
    print(f"  NumPy, two totals                {other * 1000:8.1f} ms   ratio {other / own:.1f}, {WANTED} wanted")
    print(f"  cradle report, the whole process {report * 1000:8.1f} ms   {resident:.1f} MB resident")
    print(f"  ratio of NumPy to that           {other / report:8.1f}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
