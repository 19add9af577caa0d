"""Every sentence that a person may read: one module a feature, joined in `core.texts.catalog`.

Rules:
1. Short, kind, exact: what happened, and what to do next.
2. `{agent}`, `{winner}` and `{by}` are agents' ids and are shown as names; everything else is shown as given.
3. One key is said in one place only, or in places that mean the same; a key that stands twice is refused at import.
"""

from core.texts.catalog import IN_THREADS, OF_FAILING, OF_HOLDING, ON_CARDS, TEMPLATES, TO_AGENTS, joined
from core.texts.rendering import PEOPLE, pieces, render

__all__ = [
    "IN_THREADS",
    "OF_FAILING",
    "OF_HOLDING",
    "ON_CARDS",
    "PEOPLE",
    "TEMPLATES",
    "TO_AGENTS",
    "joined",
    "pieces",
    "render",
]
