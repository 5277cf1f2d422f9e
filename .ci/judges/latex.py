#!/usr/bin/env python3
"""Compiles LaTeX with pdflatex and takes no warning for an answer.

    latex.py FILE_OR_FOLDER...

A file with a \\documentclass is compiled as it is; any other is taken with \\input by a paper that
loads booktabs and siunitx and nothing else, for a derivation amsmath and siunitx, or for a chart
pgfplots and nothing else. Two runs, so
that references settle; a warning, an overfull or underfull box, or an undefined reference fails.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

PAPER = r"""\documentclass{article}
%s
\begin{document}
\input{%s}
Some prose.%s
\end{document}
"""
TABLES = r"\usepackage{booktabs}\usepackage{siunitx}"
DERIVATIONS = r"\usepackage{amsmath}\usepackage{siunitx}"
CHARTS = r"\usepackage{pgfplots}\pgfplotsset{compat=1.16}"
BAD = re.compile(r"^(LaTeX Warning:.*|Package \w+ Warning:.*|Overfull .*|! .*)$", re.MULTILINE)
COMMAND = re.compile(r"\\newcommand\*?\{(\\[A-Za-z]+)\}")


def files(names):
    for name in map(pathlib.Path, names):
        yield from sorted(name.rglob("*.tex")) if name.is_dir() else [name]


def compile_(path: pathlib.Path, folder: pathlib.Path) -> list[str]:
    source = path.read_text(encoding="utf-8")
    if "\\documentclass" not in source:
        (folder / "part.tex").write_text(source, encoding="utf-8")
        uses = "".join(f" {command}{{}}," for command in COMMAND.findall(source))
        packages = (CHARTS if "{tikzpicture}" in source
                    else DERIVATIONS if "{align*}" in source else TABLES)
        source = PAPER % (packages, "part", "\n\\sloppy" + uses if uses else "")
    (folder / "paper.tex").write_text(source, encoding="utf-8")
    for _ in range(2):
        run = subprocess.run(
            ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"],
            cwd=folder, capture_output=True, timeout=120)
    log = (folder / "paper.log").read_text(encoding="latin-1")
    found = BAD.findall(log)
    if run.returncode != 0 and not found:
        found = [f"pdflatex ended with status {run.returncode}"]
    return found


def main() -> int:
    failures = count = 0
    for path in files(sys.argv[1:]):
        count += 1
        with tempfile.TemporaryDirectory() as folder:
            for line in compile_(path, pathlib.Path(folder)):
                failures += 1
                print(f"{path}: {line}")
    print(f"latex: {count} files, {failures} failures")
    return 1 if failures or not count else 0


if __name__ == "__main__":
    sys.exit(main())
