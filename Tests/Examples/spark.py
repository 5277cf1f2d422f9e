"""Adds up a log that is spread over a cluster: each partition of it goes through
`cradle meter --partial` or `cradle traffic --partial` where it lies, and the small summaries
through `cradle merge`. The answer is that of one pass over the whole log, byte by byte.

    python3 spark.py meter hdfs:///power/n1.csv --partitions 200 -- --node n1
    python3 spark.py traffic requests.csv --master spark://head:7077 --format json
    python3 spark.py meter jobs.psv -- --by account

Needs pyspark and a Java runtime; `cradle` has to be on the PATH of every node, or at the path that
`--cradle` gives. What stands behind `--` goes to each `cradle … --partial`.
"""

import argparse
import os
import shlex
import subprocess
import sys

from pyspark import SparkConf, SparkContext


def arguments():
    words = sys.argv[1:]
    end = words.index("--") if "--" in words else len(words)
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("command", choices=["meter", "traffic"])
    parser.add_argument("logs", nargs="+", help="what Spark can open: paths, hdfs://, s3a://")
    parser.add_argument("--master", default="local[*]")
    parser.add_argument("--partitions", type=int, default=None, help="at least so many")
    parser.add_argument("--cradle", default="cradle", help="the tool, as every node finds it")
    parser.add_argument("--format", default="text", help="text or json")
    return parser.parse_args(words[:end]), words[end + 1:]


def main():
    options, passed = arguments()
    conf = SparkConf().setMaster(options.master).setAppName("cradle " + options.command)
    conf.setIfMissing("spark.ui.enabled", "false")
    context = SparkContext(conf=conf)
    context.setLogLevel("ERROR")
    lines = context.textFile(",".join(options.logs), options.partitions)
    # Every slice is read as the log begins, whether with a header or with a row.
    environment = {"BEGINNING": lines.first(), "PATH": os.environ["PATH"]}
    slice = [options.cradle, options.command, "--partial", *passed]
    command = shlex.join(slice) + ' --header <(printf "%s\\n" "$BEGINNING") -'
    parts = lines.pipe(shlex.join(["bash", "-c", command]), environment, checkCode=True).collect()
    context.stop()
    merge = [options.cradle, "merge", "-", "--format", options.format]
    return subprocess.run(merge, input="\n".join(parts) + "\n", text=True).returncode


if __name__ == "__main__":
    sys.exit(main())
