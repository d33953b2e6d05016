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
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Forest:
    """All nodes of all trees in one row: what a node asks, and where its two answers lead.

    A pair goes left where its feature is at most the threshold; a leaf leads to itself.
    """

    roots: Places
    feature: Places
    threshold: Numbers
    # right and left child of node n stand at 2n and 2n + 1
    children: Places
    value: Numbers
    depth: int

    @classmethod
    def of(cls, trees: Sequence[Mapping[str, Sequence[Any]]]) -> Self:
        """From lists by node: feature, threshold, left, right, value; a leaf's feature is -1."""
        sizes = [len(tree["feature"]) for tree in trees]
        roots = np.cumsum([0, *sizes[:-1]])
        feature = np.concatenate([np.asarray(tree["feature"]) for tree in trees])
        first = np.repeat(roots, sizes)
        left, right = (
            first + np.concatenate([np.asarray(tree[side]) for tree in trees])
            for side in ("left", "right")
        )
        own, leaf = np.arange(len(feature)), feature < 0
        children = np.empty(2 * len(feature), np.intp)
        children[0::2] = np.where(leaf, own, right)
        children[1::2] = np.where(leaf, own, left)
        return cls(
            roots=roots.astype(np.intp),
            feature=np.where(leaf, 0, feature).astype(np.intp),
            threshold=np.concatenate([np.asarray(tree["threshold"], float) for tree in trees]),
            children=children,
            value=np.concatenate([np.asarray(tree["value"], float) for tree in trees]),
            depth=max(depth_of(tree["left"], tree["right"], tree["feature"]) for tree in trees),
        )

    def probabilities(self, features: Numbers) -> Numbers:
        """One probability a row of features, shape (pairs, features) -> (pairs,)."""
        pairs, width = features.shape
        # flat places: numpy takes from one long row three times as fast as from a table
        asked = np.ascontiguousarray(features).ravel()
        row = np.repeat(np.arange(pairs) * width, len(self.roots))
        at = np.tile(self.roots, pairs)
        for _ in range(self.depth):
            goes_left = asked.take(row + self.feature.take(at)) <= self.threshold.take(at)
            at = self.children.take(2 * at + goes_left)
        scores = self.value.take(at).reshape(pairs, -1).sum(axis=1)
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
