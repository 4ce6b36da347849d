"""Figures as data; `corpus.facts.read` finds them in a text."""

from corpus.facts.fact import Fact, FactKind, Role

__all__ = ["Fact", "FactKind", "Role"]
