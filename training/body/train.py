"""train.py FOLDER FEATURES TREES LEAVES: boosted trees from FOLDER/values, labels, weights (float32) to FOLDER/model.json.

Labels are shares, so the loss is cross-entropy. One thread and fixed seeds: the same rows give the same trees.
"""

import json
import sys

import lightgbm
import numpy

folder = sys.argv[1]
features, trees, leaves = (int(number) for number in sys.argv[2:])
read = lambda name: numpy.fromfile(f"{folder}/{name}", dtype=numpy.float32)
data = lightgbm.Dataset(
    read("values").reshape(-1, features),
    label=read("labels"),
    weight=read("weights"),
    params={"max_bin": 63, "feature_pre_filter": False},
)
parameters = {
    "objective": "cross_entropy",
    "num_leaves": leaves,
    "learning_rate": 0.06,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "max_bin": 63,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
booster = lightgbm.train(parameters, data, num_boost_round=trees)
with open(f"{folder}/model.json", "w", encoding="utf8") as out:
    json.dump(booster.dump_model(), out)
