#!/usr/bin/env python3
"""Compares how Cradle and PyYAML read the same files.

    yaml_subset.py "path/to/cradle syntax" FOLDER...

Every *.yaml file under the folders is given to the command, which prints the tree as JSON with
every scalar a string and exits with 0, or exits with 1 and short messages on standard error.
PyYAML's BaseLoader, which keeps scalars as text too, is the judge:

- what Cradle accepts, PyYAML must accept and read alike, without exception;
- what Cradle alone refuses, it must refuse by the name of a construct, not as `syntax`.
"""

import json
import pathlib
import re
import shlex
import subprocess
import sys

import yaml

# The constructs of YAML that the study language leaves out, each with a message of its own.
NAMED = {
    "alias", "anchor", "bad-escape", "control-character", "directive", "duplicate-key",
    "empty-file", "indentation", "invalid-utf8", "key-form", "merge-key", "nested-too-deeply",
    "several-documents", "tab-indentation", "tag", "too-large", "unclosed", "unquoted-text",
}
MESSAGE = re.compile(r"^.+:\d+:\d+: error\[([a-z0-9-]+)\]: .", re.MULTILINE)


def read_with_pyyaml(data: bytes):
    """The tree, or None and why there is none."""
    try:
        return yaml.load(data, Loader=yaml.BaseLoader), None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return None, " ".join(str(error).split())[:200]


def judge(command: list[str], path: pathlib.Path) -> str | None:
    """What is wrong with how Cradle reads a file, if anything."""
    theirs, refusal = read_with_pyyaml(path.read_bytes())
    run = subprocess.run(
        [*command, str(path), "--message-format", "short"], capture_output=True, timeout=60
    )
    if run.returncode == 0:
        ours = json.loads(run.stdout.decode("utf-8"))
        if refusal is not None:
            return f"Cradle accepts what PyYAML refuses: {refusal}"
        if ours != theirs:
            return f"the trees differ:\n  Cradle {ours!r}\n  PyYAML {theirs!r}"
        return None
    talk = run.stderr.decode("utf-8", "replace")
    if run.returncode != 1:
        return f"the command ended with status {run.returncode}: {talk[:500]}"
    codes = MESSAGE.findall(talk)
    if not codes:
        return f"Cradle refuses without a message: {talk[:500]}"
    if refusal is None and not NAMED.intersection(codes):
        return f"Cradle refuses, and names no construct: {talk[:500]}"
    return None


def main() -> int:
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    command = shlex.split(sys.argv[1])
    files = sorted(
        path for folder in sys.argv[2:] for path in pathlib.Path(folder).rglob("*.yaml")
    )
    if not files:
        print("no *.yaml files found", file=sys.stderr)
        return 2
    failures = 0
    for path in files:
        complaint = judge(command, path)
        if complaint is None:
            continue
        failures += 1
        print(f"{path}: {complaint}")
    print(f"{len(files)} files, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
