#!/usr/bin/env python3
"""Reads SVG files as XML and holds them to what they promise.

    svg.py FILE_OR_FOLDER...

A file is well-formed, stands alone (no script, style sheet, font or picture from elsewhere), has a
title, a description and a viewBox of its size, and nothing in it is drawn outside of that box. Where
rsvg-convert is installed it must draw the file, and not an empty one.
"""

import pathlib
import shutil
import subprocess
import sys
import xml.dom.minidom

NAMESPACE = "http://www.w3.org/2000/svg"
ALLOWED = {"svg", "title", "desc", "metadata", "style", "text", "rect", "line", "path"}
PLACES = {"x": 0, "x1": 0, "x2": 0, "y": 1, "y1": 1, "y2": 1}


def files(names):
    for name in map(pathlib.Path, names):
        yield from sorted(name.rglob("*.svg")) if name.is_dir() else [name]


def elements(node):
    for child in node.childNodes:
        if child.nodeType == child.ELEMENT_NODE:
            yield child
            yield from elements(child)


def judge(path: pathlib.Path):
    data = path.read_bytes()
    root = xml.dom.minidom.parseString(data).documentElement
    if root.namespaceURI != NAMESPACE or root.tagName != "svg":
        yield "the root is not an svg element"
        return
    heads = [child.tagName for child in root.childNodes if child.nodeType == child.ELEMENT_NODE][:2]
    if heads != ["title", "desc"]:
        yield f"it begins with {heads}, not with a title and a description"
    size = [float(root.getAttribute(name)) for name in ("width", "height")]
    if [float(part) for part in root.getAttribute("viewBox").split()] != [0, 0] + size:
        yield "its viewBox is not its size"
    for element in elements(root):
        if element.tagName not in ALLOWED:
            yield f"it has an element {element.tagName}"
        for name, value in element.attributes.items():
            if name.startswith("on") or "href" in name or "url(" in value:
                yield f"its attribute {name} is {value}"
            if name in PLACES and not 0 <= float(value) <= size[PLACES[name]]:
                yield f"{element.tagName}: {name} is {value}, outside of {size}"
        if element.tagName == "rect":
            for place, length, limit in (("x", "width", size[0]), ("y", "height", size[1])):
                end = float(element.getAttribute(place)) + float(element.getAttribute(length))
                if end > limit + 0.01:
                    yield f"rect: it ends at {end}, outside of {limit}"
    if b"@import" in data or b"url(" in data and b"<style" in data.split(b"url(")[0][-200:]:
        yield "its style loads something"
    if shutil.which("rsvg-convert"):
        run = subprocess.run(["rsvg-convert", str(path)], capture_output=True, timeout=60)
        if run.returncode != 0 or not run.stdout.startswith(b"\x89PNG") or len(run.stdout) < 1000:
            yield f"rsvg-convert does not draw it: {run.stderr.decode()}"


def main() -> int:
    failures = count = 0
    for path in files(sys.argv[1:]):
        count += 1
        try:
            problems = list(judge(path))
        except Exception as problem:  # noqa: BLE001: whatever is wrong with it, it is wrong
            problems = [str(problem)]
        for problem in problems:
            failures += 1
            print(f"{path}: {problem}")
    print(f"svg: {count} files, {failures} failures")
    return 1 if failures or not count else 0


if __name__ == "__main__":
    sys.exit(main())
