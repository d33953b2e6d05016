"""Trains the re-ranker: gradient-boosted trees over pair features, written as plain lists.

Where more likeness can only speak for one person the trees are told so (monotone), so that they
do not learn the accidents of the pairs they saw.
"""

from collections.abc import Mapping
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from webapp.dedup.features import NAMES

# more of these never speaks against one person
SPEAKS_FOR = frozenset(
    {
        "weight",
        "name",
        "born",
        "phone",
        "name_alike",
        "sorted_alike",
        "words_alike",
        "least_word_alike",
        "nik_born_left_right",
        "nik_born_right_left",
    }
)
PARAMETERS: Mapping[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 24,
    "min_data_in_leaf": 80,
    "lambda_l2": 5.0,
    "feature_fraction": 0.8,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "max_depth": 7,
    "monotone_constraints": [int(name in SPEAKS_FOR) for name in NAMES],
    "monotone_constraints_method": "advanced",
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 2,
    "seed": 7,
    "verbosity": -1,
}
ROUNDS = 160

Tree = dict[str, list[Any]]


def fit(
    rows: NDArray[np.float64],
    labels: NDArray[np.float64],
    weights: NDArray[np.float64] | None = None,
    *,
    rounds: int = ROUNDS,
    start: NDArray[np.float64] | None = None,
) -> list[Tree]:
    """Trees for webapp.dedup.forest: rows (pairs, features), labels 1 for one person, 0 for two.

    `start` holds the raw score (log odds) that another forest gives each pair: the new trees then
    only correct that forest, and both together are the new model.
    """
    booster = lightgbm.train(
        dict(PARAMETERS),
        lightgbm.Dataset(rows, labels, weight=weights, init_score=start),
        num_boost_round=rounds,
    )
    return [nodes(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]


def nodes(root: Mapping[str, Any]) -> Tree:
    """A tree as lists by node, the root first; a leaf's feature is -1."""
    tree: Tree = {"feature": [], "threshold": [], "left": [], "right": [], "value": []}
    grow(root, tree)
    return tree


def grow(node: Mapping[str, Any], tree: Tree) -> int:
    """Append a node and all below it; return its place."""
    place = len(tree["feature"])
    leaf = "leaf_value" in node
    for name, value in (
        ("feature", -1 if leaf else node["split_feature"]),
        ("threshold", 0.0 if leaf else node["threshold"]),
        ("left", place),
        ("right", place),
        ("value", node["leaf_value"] if leaf else 0.0),
    ):
        tree[name].append(value)
    if not leaf:
        tree["left"][place] = grow(node["left_child"], tree)
        tree["right"][place] = grow(node["right_child"], tree)
    return place
