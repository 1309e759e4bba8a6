"""Standard errors of the quotation scorer's figures: jackknife that leaves out a tenth of the articles at a time.
standard-errors-of-quotations.py FOLDER-OF-SCORER GOLD.jsonl PRED.jsonl
"""
import json
import math
import sys

GROUPS = 10


def figures(answer):
    return {name: answer[name]["F1"] for name in ("exact", "overlap50", "e2e")} | {
        name: answer[name] for name in ("speaker_head", "cue_head")
    }


def main():
    folder, gold_file, pred_file = sys.argv[1:]
    sys.path.insert(0, folder)
    import score

    gold, pred = score.load(gold_file), score.load(pred_file)
    ids = sorted(gold)
    errors = {}
    for task in ("direct", "all"):
        samples = [
            figures(score.score({i: gold[i] for n, i in enumerate(ids) if n % GROUPS != group}, pred, task))
            for group in range(GROUPS)
        ]
        errors[task] = {}
        for name in samples[0]:
            values = [sample[name] for sample in samples]
            mean = sum(values) / GROUPS
            errors[task][name] = math.sqrt((GROUPS - 1) / GROUPS * sum((value - mean) ** 2 for value in values))
    print(json.dumps(errors))


main()
