#!/usr/bin/env python3
"""Iterations a second of Brightway's Monte Carlo, beside samples a second of `cradle report`.

    brightway.py CRADLE STUDY [ITERATIONS]

STUDY is Tests/Fixtures/uncertain.yaml. Brightway 2.5 (bw2calc) gets the same run as a small system:
training takes electricity for its work and for what is idle, a share of the making of GPUs and of
nodes; the amounts and the emissions of each have the spread that the study gives them, and one
factor turns them into kgCO2e. Its time is that of `next(lca)` alone, which draws and solves; of
Cradle the whole process is measured. Medians of five; a ratio is printed, nothing passes or fails.
"""

import math
import statistics
import subprocess
import sys
import time

import bw2calc
import bw_processing
import numpy

SAMPLES = 1_000_000
WANTED = 10_000
NONE, LOGNORMAL, NORMAL, TRIANGULAR = 0, 2, 3, 5


def distribution(kind, loc, scale=math.nan, low=math.nan, high=math.nan):
    return (kind, loc, scale, math.nan, low, high, False)


def system():
    """Electricity 1, GPU 2, node 3, training 4; carbon dioxide 10."""
    z = 1.959963984540054
    dynamic = 1_082_990 * 0.4
    rest = (64 + 27) * 1_082_990 / 384
    life = 6 * 8760 * 0.85
    gpus, nodes = 1_082_990 / life, 1_082_990 / 8 / life
    produced = [((i, i), 1.0, distribution(NONE, 1.0), False) for i in (1, 2, 3, 4)]
    taken = [
        ((1, 4), dynamic + rest,
         distribution(NORMAL, dynamic + rest, 0.05 / z * (dynamic + rest)), True),
        ((2, 4), gpus, distribution(TRIANGULAR, gpus, low=0.75 * gpus, high=2 * gpus), True),
        ((3, 4), nodes, distribution(TRIANGULAR, nodes, low=0.75 * nodes, high=1.5 * nodes), True),
    ]
    emitted = [
        ((10, 1), 0.057, distribution(TRIANGULAR, 0.057, low=0.041, high=0.085), False),
        ((10, 2), 150.0, distribution(TRIANGULAR, 150, low=100, high=570), False),
        ((10, 3), 2500.0, distribution(LOGNORMAL, math.log(2500), math.log(1.3)), False),
    ]
    package = bw_processing.create_datapackage()

    def add(matrix, rows):
        package.add_persistent_vector(
            matrix=matrix, name=matrix.split("_")[0],
            indices_array=numpy.array([r[0] for r in rows], dtype=bw_processing.INDICES_DTYPE),
            data_array=numpy.array([r[1] for r in rows]),
            distributions_array=numpy.array(
                [r[2] for r in rows], dtype=bw_processing.UNCERTAINTY_DTYPE),
            flip_array=numpy.array([r[3] for r in rows]))

    add("technosphere_matrix", produced + taken)
    add("biosphere_matrix", emitted)
    package.add_persistent_vector(
        matrix="characterization_matrix", name="characterization",
        indices_array=numpy.array([(10, 10)], dtype=bw_processing.INDICES_DTYPE),
        data_array=numpy.array([1.0]))
    return package


def brightway(iterations):
    lca = bw2calc.LCA({4: 1}, data_objs=[system()], use_distributions=True)
    lca.lci()
    lca.lcia()
    scores = []
    start = time.perf_counter()
    for _ in range(iterations):
        next(lca)
        scores.append(lca.score)
    return iterations / (time.perf_counter() - start), statistics.median(scores)


def cradle(tool, study):
    start = time.perf_counter()
    subprocess.run(
        [tool, "report", study, "--samples", str(SAMPLES), "--format", "json"], check=True,
        stdout=subprocess.DEVNULL)
    return SAMPLES / (time.perf_counter() - start)


def main():
    tool, study = sys.argv[1:3]
    iterations = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
    ours = statistics.median(cradle(tool, study) for _ in range(5))
    runs = [brightway(iterations) for _ in range(5)]
    theirs = statistics.median(rate for rate, _ in runs)
    score = statistics.median(score for _, score in runs)
    print(f"Monte Carlo of BLOOM's training run, medians of five; Brightway {iterations:,} iterations")
    print(f"  cradle report, the whole process {ours:14,.0f} samples a second")
    print(f"  Brightway, next(lca)             {theirs:14,.0f} iterations a second, "
          f"median {score / 1000:.1f} t")
    print(f"  ratio {ours / theirs:,.0f}, {WANTED:,} wanted")


if __name__ == "__main__":
    main()
