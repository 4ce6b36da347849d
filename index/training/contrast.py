"""Learning one vector per term by telling the right partner from the others of the batch: the first stage."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy, embedding_bag, normalize

from index.training.terms import Rows, Vocabulary
from index.vectors import Vectors

Sides = tuple[Rows, Rows]
"""A pair of texts as the rows of their terms."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """The numbers that training goes by; evals/LOG.md says how they compare with others."""

    dimensions: int = 384
    epochs: int = 2
    batch: int = 1024
    learning_rate: float = 6e-3
    temperature: float = 0.05
    warm_up: float = 0.05
    """Share of all steps over which the learning rate rises; afterwards it falls along a cosine."""
    rarity_power: float = 2.0
    """How much longer than a frequent term's a rare term's vector is at the start."""
    seed: int = 0
    sharpening: int = 5
    """Passes of the second stage (`sharpen`) over what people ask."""


def train(pairs: Sequence[Sides], vocabulary: Vocabulary, recipe: Recipe, report: Callable[[str], None]) -> Vectors:
    """One vector per term, shape (len(vocabulary.terms), dimensions), not normalised; row 0 is zero.

    Symmetric InfoNCE (van den Oord et al. 2018) over cosines with in-batch negatives. The same pairs, recipe and
    number of threads give the same vectors.
    """
    rng = np.random.default_rng(recipe.seed)
    table = Table(start_vectors(vocabulary, recipe, rng))
    per_epoch = max(1, len(pairs) // recipe.batch)
    for epoch in range(recipe.epochs):
        order, total = rng.permutation(len(pairs)), 0.0
        for step in range(per_epoch):
            progress = (epoch * per_epoch + step) / (recipe.epochs * per_epoch)
            batch = [pairs[at] for at in order[step * recipe.batch : (step + 1) * recipe.batch]]
            pace = recipe.learning_rate * pace_at(progress, recipe.warm_up)
            lefts, rights = [left for left, _ in batch], [right for _, right in batch]
            total += table.learn(lefts, rights, _same(batch), pace, recipe.temperature)
        report(f"epoch {epoch + 1} of {recipe.epochs}: loss {total / per_epoch:.4f}")
    return table.vectors.numpy()


class Table:
    """The vectors, and Adam (Kingma and Ba 2015) on the rows that a batch touches.

    Handing torch only those rows takes a third of the time of its own sparse gradients.
    """

    def __init__(self, start: Vectors) -> None:
        """Goes on from `start`, shape (terms, dimensions), which it changes in place."""
        self.vectors = torch.from_numpy(start)
        self._mean = torch.zeros_like(self.vectors)
        self._square = torch.zeros_like(self.vectors)
        self._steps = 0

    def learn(
        self, lefts: Sequence[Rows], rights: Sequence[Rows], masked: NDArray[np.bool_], pace: float, temperature: float
    ) -> float:
        """One step; returns the loss before it.

        rights[n] is the partner of lefts[n]; what `rights` holds beyond that are wrong partners for all. `masked`, shape
        (len(lefts), len(rights)), is True where a pair is neither right nor wrong.
        """
        texts = [*lefts, *rights]
        rows, places = torch.unique(torch.from_numpy(np.concatenate(texts).astype(np.int64)), return_inverse=True)
        offsets = torch.from_numpy(np.cumsum([0, *(text.size for text in texts[:-1])]))
        touched = self.vectors[rows].requires_grad_()
        encoded = normalize(embedding_bag(places, touched, offsets, mode="mean"), dim=1)
        left, right = encoded[: len(lefts)], encoded[len(lefts) :]
        scores = (left @ right.T / temperature).masked_fill(torch.from_numpy(masked), -torch.inf)
        target = torch.arange(len(lefts))
        loss = (cross_entropy(scores, target) + cross_entropy(scores[:, : len(lefts)].T, target)) / 2
        (slope,) = torch.autograd.grad(loss, touched)
        self._move(rows, slope, pace)
        return loss.item()

    def _move(self, rows: torch.Tensor, slope: torch.Tensor, pace: float) -> None:
        self._steps += 1
        mean = self._mean[rows].lerp_(slope, 0.1)
        square = self._square[rows].mul_(0.999).addcmul_(slope, slope, value=0.001)
        self._mean[rows], self._square[rows] = mean, square
        step = (mean / (1 - 0.9**self._steps)) / ((square / (1 - 0.999**self._steps)).sqrt_() + 1e-8)
        self.vectors[rows] -= pace * step


def start_vectors(vocabulary: Vocabulary, recipe: Recipe, rng: np.random.Generator) -> Vectors:
    """Random directions, longer for rarer terms: texts that share rare terms are near from the first step."""
    directions = rng.standard_normal((len(vocabulary.terms), recipe.dimensions), dtype=np.float32)
    lengths = vocabulary.rarity**recipe.rarity_power / np.sqrt(recipe.dimensions)
    return np.asarray(directions * lengths[:, None], dtype=np.float32)


def pace_at(progress: float, warm_up: float) -> float:
    """Share of the learning rate when this share of all steps is done."""
    rise = 1.0 if warm_up == 0 else min(1.0, (progress + 1e-4) / warm_up)
    return rise * 0.5 * (1 + float(np.cos(np.pi * progress)))


def _same(batch: Sequence[Sides]) -> NDArray[np.bool_]:
    """Shape (n, n): True where another pair of the batch has the same left or right text, so is no wrong partner."""
    same = np.zeros((len(batch), len(batch)), dtype=bool)
    for side in (0, 1):
        keys = np.array([hash(pair[side].tobytes()) for pair in batch])
        same |= keys[:, None] == keys[None, :]
    np.fill_diagonal(same, False)
    return same
