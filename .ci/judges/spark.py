"""Judges Tests/Examples/spark.py: what Spark makes of a log of power, of one of requests and of the
accounting of jobs, cut into partitions on a local cluster, has to be what one pass gives, to the last byte.

usage: spark.py TOOL
"""

import pathlib
import random
import subprocess
import sys
import tempfile

EXAMPLE = pathlib.Path(__file__).parents[2] / "Tests" / "Examples" / "spark.py"


def time(milliseconds):
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def power(random):
    yield "timestamp, index, power.draw [W], utilization.gpu [%]"
    clock = 0
    for _ in range(2500):
        clock += random.choice([1000, 1000, 1001, 45000])
        moment = f"2026/06/{18 + clock // 86400000} {time(clock)}"
        for gpu in range(8):
            draw = random.choice([f"{random.randrange(6000, 40000) / 100} W"] * 30 + ["[N/A]"])
            yield f"{moment}, {gpu}, {draw}, 42 %"


def requests(random):
    yield "TIMESTAMP,ContextTokens,GeneratedTokens,id,status"
    clock = 0
    for _ in range(20000):
        clock = max(0, clock + random.randrange(-200, 3000))
        tokens = random.choice([random.randrange(9000)] * 30 + ["many"])
        status = random.choice([200] * 20 + [429, 500])
        yield f"2023-11-16 {time(clock)}0000,{tokens},{random.randrange(300)},r{random.randrange(15000)},{status}"


def jobs(random):
    yield "JobID|User|State|Elapsed|Start|MaxRSS|AllocTRES"
    for number in range(1000, 9000, 2):
        user = random.choice(["alice", "bob", "carol"])
        name = random.choice([number, f"{number}_{random.randrange(9)}"])
        start = f"2026-03-0{1 + number // 1000}T0{number // 100 % 10}:00:00"
        held = random.choice(["cpu=8,gres/gpu:a100=2,gres/gpu=2,mem=64G,node=1", "cpu=4,mem=8G,node=2"])
        length = random.choice(["00:10:00", "1-02:00:00", "INVALID"])
        yield f"{name}|{user}|{random.choice(['COMPLETED', 'FAILED'])}|{length}|{start}||{held}"
        for step in ["batch", "0", "1"]:
            yield f"{name}.{step}||COMPLETED|{length}|{start}|{random.randrange(64 << 20)}K|cpu=4"


def run(*command, text=None):
    done = subprocess.run(command, input=text, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: {done.returncode}\n{done.stderr[-4000:]}")
    return done.stdout


def main(tool):
    generator = random.Random(17)
    with tempfile.TemporaryDirectory() as folder:
        for command, rows in [("meter", power), ("traffic", requests), ("meter", jobs)]:
            log = pathlib.Path(folder) / f"{rows.__name__}.csv"
            log.write_text("".join(row + "\n" for row in rows(generator)))
            # A page of requests names its logs, and that of joined slices none: one slice is all.
            part = run(tool, command, "--partial", str(log))
            single = run(tool, "merge", "-", "--format", "json", text=part)
            spark = run(
                sys.executable, str(EXAMPLE), command, str(log), "--format", "json",
                "--partitions", "13", "--cradle", tool, "--master", "local-cluster[2,1,1024]")
            if spark != single:
                sys.exit(f"{command}: Spark answers\n{spark}\none pass\n{single}")
            if command == "meter":
                whole = run(tool, command, str(log), "--format", "json")
                if spark != whole:
                    sys.exit(f"{command}: Spark answers\n{spark}\none pass\n{whole}")
            print(f"{rows.__name__}: {len(spark)} bytes by Spark, the same by one pass")


main(sys.argv[1])
