"""Walks a forest of gradient-boosted trees that was trained elsewhere: numpy, and nothing else.

Serving needs no training library (docs/adr/0010). All pairs go through all trees together, one
level of depth at a time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Forest:
    """Every tree's nodes in one row each, padded: `feature[tree, node]`; a leaf leads to itself.

    A pair goes left when its feature is at most the threshold.
    """

    feature: NDArray[np.int32]
    threshold: Numbers
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: Numbers
    depth: int

    @classmethod
    def of(cls, trees: Sequence[Mapping[str, Sequence[Any]]]) -> Self:
        """From lists of nodes: feature, threshold, left, right, value; a leaf's feature is -1."""
        size = max(len(tree["feature"]) for tree in trees)
        shape = (len(trees), size)
        feature, left, right = (np.zeros(shape, np.int32) for _ in range(3))
        threshold, value = np.full(shape, np.inf), np.zeros(shape)
        for row, tree in enumerate(trees):
            count = len(tree["feature"])
            own = np.arange(count, dtype=np.int32)
            leaf = np.asarray(tree["feature"]) < 0
            feature[row, :count] = np.where(leaf, 0, tree["feature"])
            left[row, :count] = np.where(leaf, own, tree["left"])
            right[row, :count] = np.where(leaf, own, tree["right"])
            threshold[row, :count] = np.where(leaf, np.inf, tree["threshold"])
            value[row, :count] = tree["value"]
        depth = max(depth_of(tree["left"], tree["right"], tree["feature"]) for tree in trees)
        return cls(feature, threshold, left, right, value, depth)

    def probabilities(self, features: Numbers) -> Numbers:
        """One probability a row of features, shape (pairs, features) -> (pairs,)."""
        trees = np.arange(len(self.feature))[None, :]
        rows = np.arange(len(features))[:, None]
        at = np.zeros((len(features), len(self.feature)), np.int32)
        for _ in range(self.depth):
            goes_left = features[rows, self.feature[trees, at]] <= self.threshold[trees, at]
            at = np.where(goes_left, self.left[trees, at], self.right[trees, at])
        scores = self.value[trees, at].sum(axis=1)
        return np.asarray(1 / (1 + np.exp(-scores)))


def depth_of(left: Sequence[int], right: Sequence[int], feature: Sequence[int]) -> int:
    """How many steps the longest way from the root to a leaf has."""
    deepest = 0
    waiting = [(0, 0)]
    while waiting:
        node, depth = waiting.pop()
        if feature[node] < 0:
            deepest = max(deepest, depth)
        else:
            waiting += [(left[node], depth + 1), (right[node], depth + 1)]
    return deepest
