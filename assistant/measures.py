"""Everything that is measured of the lines of a scene, as columns by name."""

import re
from dataclasses import fields

import numpy as np

from assistant.features import is_filler, listing, shown
from assistant.matching import Matching
from assistant.nearness import Nearness, nearness
from assistant.overlap import overlaps
from assistant.places import Whereabouts
from assistant.question import Intent
from assistant.scene import Column, Scene
from corpus.normalize import fold

Columns = dict[str, Column]

_LEANS = re.compile(
    r"(?:他们?|她们?|它们?|其|该|此|这|那|但|而|并|并且|且|也|又|后来?|同时|之后|当时|因此|所以|由于|此外|另外|然而)"
)
"""Openings that lean on the sentence before."""


def said(matching: Matching, cosines: Column) -> Columns:
    """What the lines and those around them express of the question."""
    scene, expressed = matching.scene, matching.expressed
    before = matching.before
    columns: Columns = {"cosine": cosines}
    pairs = (
        ("coverage", "focus", expressed),
        ("context", "context_focus", np.maximum.reduce([matching.heading, before, expressed])),
        ("passage", "passage_focus", np.maximum(matching.heading, _of_hit(scene, expressed))),
        ("news", "news_focus", np.maximum(0, expressed - np.maximum(scene.earlier(expressed), matching.heading))),
        ("cosines", "cosines_focus", matching.cosines),
    )
    for whole, focus, matched in pairs:
        columns[whole], columns[focus] = matching.shares(matched)
    columns["coverage_before"] = matching.share(scene.earlier(expressed))
    columns["coverage_behind"] = matching.share(scene.earlier(expressed, -1))
    columns["rare_coverage"] = matching.share(expressed, matching.rarity)
    columns["cosine_before"], columns["cosine_behind"] = scene.earlier(cosines), scene.earlier(cosines, -1)
    return columns


def stands(scene: Scene, where: Whereabouts) -> Columns:
    """How the hits of the lines stand among the others."""
    best = max((hit.score for hit in scene.hits), default=1.0) or 1.0
    scores = scene.by_hit([hit.score / best for hit in scene.hits])
    ranks = scene.by_hit([hit.rank for hit in scene.hits])
    named = [where.any_in(f"{hit.chunk.heading} {hit.chunk.text}", hit.chunk.card.region) for hit in scene.hits]
    return {
        "hit": scores,
        "first": (ranks == 1).astype(float),
        "named": scene.by_hit(named),
    }


def forms(scene: Scene) -> Columns:
    """What the lines are like by themselves."""
    question, asked, owners = scene.question, scene.asked, scene.owner.tolist()
    expected = [shown(question, line.text) for line in scene.lines]
    heads = [fold(hit.chunk.heading) for hit in scene.hits]
    news = [
        sum(word not in asked.text and word not in heads[owner] for word in line.telling)
        for line, owner in zip(scene.lines, owners, strict=True)
    ]
    lengths = np.array([len(folded) for folded in scene.folded], dtype=float)
    return {
        "expected": np.array([share or 0.0 for share in expected]),
        "lacking": np.array([0.0 if share is None else 1 - share for share in expected]),
        "listing": np.array([listing(line.text) * (question.intent is Intent.LIST) for line in scene.lines]),
        "filler": np.array(
            [
                float(is_filler(question, line.text, scene.hits[owner].chunk.heading))
                for line, owner in zip(scene.lines, owners, strict=True)
            ]
        ),
        "length": lengths,
        "new_words": np.array(news, dtype=float),
        "new_share": np.array([new / (len(line.telling) + 1) for new, line in zip(news, scene.lines, strict=True)]),
        "leans": np.array([float(bool(_LEANS.match(folded))) for folded in scene.folded]),
    }


def asks(matching: Matching) -> Columns:
    """What the question is like, the same for every line, and how near each line has what it asks for."""
    scene, asked = matching.scene, matching.scene.asked
    near = [
        nearness(asked, line, matching.places(at), told)
        for at, (line, told) in enumerate(zip(scene.lines, matching.told, strict=True))
    ]
    columns = {field.name: np.array([getattr(one, field.name) for one in near]) for field in fields(Nearness)}
    about: dict[str, float] = {
        "question_length": len(asked.text),
        "question_words": len(matching.words),
        "question_weight": float(matching.weights.sum()),
        "question_start": asked.start / max(1, len(asked.text)),
    }
    return columns | {name: np.full(len(scene.lines), value) for name, value in about.items()}


def measured(matching: Matching, cosines: Column, where: Whereabouts) -> Columns:
    """Every column of the scene."""
    scene = matching.scene
    return said(matching, cosines) | stands(scene, where) | forms(scene) | asks(matching) | overlaps(scene)


def _of_hit(scene: Scene, values: Column) -> Column:
    """The largest value of each line's hit."""
    out = np.empty_like(values)
    for number in dict.fromkeys(scene.owner.tolist()):
        mask = scene.owner == number
        out[mask] = values[mask].max(axis=0)
    return out
