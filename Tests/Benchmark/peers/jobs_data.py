#!/usr/bin/env python3
"""Writes the accounting of a year's jobs to add up, the same bytes on every run.

    jobs_data.py FOLDER [ROWS]

`jobs.psv` is what `sacct -P -a -D -o
JobID,User,Account,Partition,JobName,State,Elapsed,Start,AllocTRES` writes, month by month, the
months joined: ten million rows unless said, one job in three, the others its steps. Jobs come by
their number, with arrays among them; some were put back into the queue, and stand again with another
start; those that ran as a month ended stand in the next month, too.
"""

import datetime
import pathlib
import random
import sys

HEADER = "JobID|User|Account|Partition|JobName|State|Elapsed|Start|AllocTRES\n"
START = datetime.datetime(2025, 1, 1)
MONTHS = 12
STATES = (["COMPLETED"] * 70 + ["FAILED"] * 12 + ["TIMEOUT"] * 6 + ["OUT_OF_MEMORY"] * 2
          + ["NODE_FAIL"] + ["CANCELLED by %d"] * 9)
NAMES = ["train", "bash", "sweep", "eval_all", "preprocess.sh", "interactive", "wrap", "md_run"]
SHAPES = [
    # Partition, the types of GPU, how many of them, cores and GiB a GPU.
    ("gpu_p13", "v100", (1, 1, 1, 2, 4, 8, 32), 10, 40),
    ("gpu_p5", "a100", (1, 1, 4, 8, 8, 16, 64), 8, 60),
    ("gpu_p6", "h100", (4, 4, 8, 16), 24, 120),
    ("cpu_p1", "", (1, 1, 4, 8, 40, 80, 400), 1, 4),
    ("prepost", "", (1, 2, 8), 1, 8),
]


def elapsed(seconds):
    days, rest = divmod(seconds, 86_400)
    clock = f"{rest // 3600:02d}:{rest // 60 % 60:02d}:{rest % 60:02d}"
    return f"{days}-{clock}" if days else clock


def allocation(shape, count):
    _, gpu, _, cores, memory = shape
    cores *= count
    nodes = max(1, (cores + 79) // 80)
    gpus = f"gres/gpu:{gpu}={count},gres/gpu={count}," if gpu else ""
    return f"billing={cores},cpu={cores},{gpus}mem={memory * count}G,node={nodes}", cores


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000_000
    folder.mkdir(parents=True, exist_ok=True)
    random.seed(5)
    users = [(f"u{random.randrange(36**4):06x}", f"{random.choice('abcdefg')}{random.randrange(400):03d}")
             for _ in range(3000)]
    weights = [1 / (rank + 3) for rank in range(len(users))]
    crowd = random.choices(users, weights, k=1 << 16)
    stamps = [(START + datetime.timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:")
              for minute in range(366 * 1440)]
    year = 365 * 86_400
    written = 0
    number = 400_000
    left_in_array = 0
    array = task = 0
    late = []
    month = 1
    with open(folder / "jobs.psv", "w", encoding="ascii", buffering=1 << 20) as out:
        out.write(HEADER)
        while written < rows:
            # The month ends: what still runs stands at the head of the next.
            if written >= rows * month // MONTHS:
                for row in late:
                    out.write(row)
                written += len(late)
                late = []
                month += 1
            if left_in_array == 0 and random.random() < 0.01:
                left_in_array = random.choice((4, 10, 10, 32, 100, 1000))
                array, task = number, 0
                of_array = random.choice(crowd), random.choice(SHAPES), random.choice(NAMES)
            number += 1
            if left_in_array:
                left_in_array -= 1
                job = f"{array}_{task}"
                task += 1
                (user, account), shape, name = of_array
            else:
                job = str(number)
                user, account = random.choice(crowd)
                shape = random.choice(SHAPES)
                name = random.choice(NAMES)
            state = random.choice(STATES)
            if "%" in state:
                state %= random.randrange(1000, 9999)
            seconds = int(random.expovariate(1 / 9000)) % 590_000
            if random.random() < 0.02:
                seconds += 86_400 * random.randrange(1, 6)
            second = min(year - 1, int(year * (written / rows)) + random.randrange(40_000))
            held, cores = allocation(shape, random.choice(shape[2]))
            runs = 2 if random.random() < 0.003 else 1
            for run in range(runs):
                if run:
                    second = min(year - 1, second + seconds + 600)
                began = f"{stamps[second // 60]}{second % 60:02d}"
                what = "REQUEUED" if run + 1 < runs else state
                row = (f"{job}|{user}|{account}|{shape[0]}|{name}|{what}|{elapsed(seconds)}|{began}|"
                       f"{held}\n")
                out.write(row)
                written += 1
                if second + seconds > year * month // MONTHS:
                    late.append(row)
            ended = state.split(" ")[0]
            alone = held[held.index("cpu="):]
            time = elapsed(seconds)
            out.write(f"{job}.batch||{account}||batch|{ended}|{time}|{began}|{alone}\n"
                      f"{job}.extern||{account}||extern|COMPLETED|{time}|{began}|{held}\n")
            written += 2


if __name__ == "__main__":
    main()
