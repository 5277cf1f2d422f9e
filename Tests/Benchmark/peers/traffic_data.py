#!/usr/bin/env python3
"""Writes logs of requests to measure with, the same bytes on every run.

    traffic_data.py FOLDER [ROWS_OF_CSV [LINES_OF_JSON]]

`traffic.csv` has the layout of the Azure LLM inference trace of 2023 (TIMESTAMP, ContextTokens,
GeneratedTokens; CRLF; seven digits of a second); `traffic.jsonl` holds answers of an OpenAI-style
API, one a line.
"""

import datetime
import pathlib
import random
import sys

START = datetime.datetime(2023, 11, 16, 18, 15, 46)


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000_000
    lines = int(sys.argv[3]) if len(sys.argv) > 3 else 2_000_000
    folder.mkdir(parents=True, exist_ok=True)
    random.seed(4)
    stamps = {}
    ticks = 0  # of 100 ns
    with open(folder / "traffic.csv", "w", newline="", encoding="ascii", buffering=1 << 20) as out:
        out.write("TIMESTAMP,ContextTokens,GeneratedTokens\r\n")
        for _ in range(rows):
            ticks += int(random.expovariate(5.5) * 10_000_000)
            second, rest = divmod(ticks, 10_000_000)
            stamp = stamps.get(second)
            if stamp is None:
                stamp = (START + datetime.timedelta(seconds=second)).strftime("%Y-%m-%d %H:%M:%S")
                stamps = {second: stamp}
            put, got = int(random.lognormvariate(6.5, 1.1)) + 1, int(random.lognormvariate(4.8, 0.9)) + 1
            out.write(f"{stamp}.{rest:07d},{put},{got}\r\n")
    with open(folder / "traffic.jsonl", "w", encoding="ascii", buffering=1 << 20) as out:
        clock = int(START.replace(tzinfo=datetime.timezone.utc).timestamp())
        for index in range(lines):
            clock += random.random() < 0.2
            put, got = int(random.lognormvariate(6.5, 1.1)) + 1, int(random.lognormvariate(4.8, 0.9)) + 1
            out.write(
                f'{{"id":"chatcmpl-{random.getrandbits(96):024x}","object":"chat.completion",'
                f'"created":{clock},"model":"bloom-176b","choices":[{{"index":0,"message":'
                f'{{"role":"assistant","content":"Answer {index}."}},"finish_reason":"stop"}}],'
                f'"usage":{{"prompt_tokens":{put},"completion_tokens":{got},'
                f'"total_tokens":{put + got}}}}}\n')


if __name__ == "__main__":
    main()
