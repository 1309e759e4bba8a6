"""Standard errors of the scorer's figures by bootstrap over pages, in the shape of its answer.
standard-errors.py FOLDER-OF-SCORER SET PAGES.json IDS.txt
"""
import gzip
import json
import math
import random
import sys

SAMPLES = 200


def found_only(truth, page):
    """The same page for the snippets' figures, but short: comparing whole texts in each sample would take minutes."""
    flat = " ".join(str(page.get("text") or "").split())
    snippets = {" ".join(s.split()) for s in truth.get("with", []) + truth.get("without", [])}
    return {**page, "text": "\n\0\n".join(s for s in snippets if s in flat)}


def spread(values):
    mean = sum(values) / len(values)
    return math.sqrt(sum((value - mean) ** 2 for value in values) / (len(values) - 1))


def main():
    folder, name, pages_file, ids_file = sys.argv[1:]
    sys.path.insert(0, folder)
    import score

    with gzip.open(f"{folder}/{name}/truth.json.gz") as file:
        truth = json.load(file)
    with open(pages_file, encoding="utf8") as file:
        pages = json.load(file)
    with open(ids_file, encoding="utf8") as file:
        ids = file.read().split()
    whole = score.evaluate({i: truth[i] for i in ids}, pages, 1000)
    errors = {}
    if "body" in whole:
        errors["body"] = {"f1": whole["body"]["f1_std"]}
    without_body = {i: {k: v for k, v in truth[i].items() if k != "text"} for i in ids}
    short = {i: found_only(truth[i], pages[i]) for i in ids}
    draw = random.Random(1)
    samples = {}
    for _ in range(SAMPLES):
        drawn = [draw.choice(ids) for _ in ids]
        sample = score.evaluate(
            {n: without_body[i] for n, i in enumerate(drawn)}, {n: short[i] for n, i in enumerate(drawn)}
        )
        if "segments" in sample:
            sample["segments"] = sample["segments"]["f1"]
        for figure, value in sample.items():
            samples.setdefault(figure, []).append(value)
    for figure, values in samples.items():
        if len(values) > 1:
            errors[figure] = {"f1": spread(values)} if figure == "segments" else spread(values)
    print(json.dumps(errors))


main()
