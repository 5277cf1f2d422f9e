#!/usr/bin/env python3
"""Writes a log of eight GPUs to measure with, the same bytes on every run.

    meter_data.py FOLDER [ROWS]

`power.csv` is what `nvidia-smi --query-gpu=timestamp,index,power.draw,utilization.gpu
--format=csv -lms 1000` writes, ten million rows unless said: eight rows a tick, ticks a second and
a few milliseconds apart.
"""

import datetime
import pathlib
import random
import sys

START = datetime.datetime(2026, 6, 18)


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000_000
    folder.mkdir(parents=True, exist_ok=True)
    random.seed(5)
    draws = [300.0] * 8
    milliseconds = 0
    with open(folder / "power.csv", "w", encoding="ascii", buffering=1 << 20) as out:
        out.write("timestamp, index, power.draw [W], utilization.gpu [%]\n")
        for _ in range(rows // 8):
            milliseconds += random.choice((1000, 1000, 1000, 1001, 1002))
            second, rest = divmod(milliseconds, 1000)
            stamp = (START + datetime.timedelta(seconds=second)).strftime("%Y/%m/%d %H:%M:%S")
            for gpu in range(8):
                draws[gpu] = min(412.0, max(62.0, draws[gpu] + random.gauss(0, 9)))
                share = int((draws[gpu] - 60) / 3.6)
                out.write(f"{stamp}.{rest:03d}, {gpu}, {draws[gpu]:.2f} W, {share} %\n")


if __name__ == "__main__":
    main()
