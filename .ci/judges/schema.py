#!/usr/bin/env python3
"""Validates JSON reports against the schemas under Data/schema.

    schema.py SCHEMAS FILE_OR_FOLDER...

The schema of a file is the one that its key `schema` names: `cradle.report/1` is
`report-1.schema.json`. Every schema must itself be valid, and every number written without an
exponent.
"""

import json
import pathlib
import re
import sys

import jsonschema

EXPONENT = re.compile(r"[0-9][eE][+-]?[0-9]")


def files(names):
    for name in map(pathlib.Path, names):
        yield from sorted(name.rglob("*.json")) if name.is_dir() else [name]


def numbers_outside_of_strings(text: str) -> str:
    return re.sub(r'"(\\.|[^"\\])*"', '""', text)


def main() -> int:
    folder = pathlib.Path(sys.argv[1])
    schemas = {}
    for path in sorted(folder.glob("*.schema.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        schemas[schema["title"]] = jsonschema.Draft202012Validator(schema)
    failures = count = 0
    for path in files(sys.argv[2:]):
        count += 1
        text = path.read_text(encoding="utf-8")
        document = json.loads(text)
        for one in document if isinstance(document, list) else [document]:
            validator = schemas.get(one.get("schema"))
            errors = ["no schema of this name"] if validator is None else [
                f"{error.json_path}: {error.message}" for error in validator.iter_errors(one)]
            for error in errors:
                failures += 1
                print(f"{path}: {error}")
        if EXPONENT.search(numbers_outside_of_strings(text)):
            failures += 1
            print(f"{path}: a number has an exponent")
    print(f"schema: {count} files, {failures} failures")
    return 1 if failures or not count else 0


if __name__ == "__main__":
    sys.exit(main())
