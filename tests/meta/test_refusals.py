"""Every sentence that refuses something to a person says what to type instead.

What is wrong with an argument is left out: where it was typed, the command's usage is put behind it
(`bridge.handlers.usages`); in a form it stands under the field.
"""

import ast
import re
from collections.abc import Iterator

from core.commands.catalog import ALL
from core.texts import TO_AGENTS
from tests.meta.repository import ROOT, files, relative

ERRORS = frozenset(
    {"CapacityReached", "CommandUnknown", "ConversationClosed", "NotPermitted", "OfferGone", "Refused", "WrongPlace"}
)
_WORDS = "|".join(word for command in ALL for word in (command.name, *command.aliases))
A_COMMAND = re.compile(rf"!(?:{_WORDS})\b|\{{(?:usage|help|near)\}}")


def refusals() -> Iterator[tuple[str, str]]:
    """Yield the keys of the sentences that are raised as refusals, each with where."""
    ours = (path for path in files(".py") if path.relative_to(ROOT).parts[0] in ("core", "bridge"))
    for path in ours:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                for key in _keys(node.exc):
                    yield key, f"{relative(path)}:{node.lineno}"


def _keys(raised: ast.Call) -> Iterator[str]:
    if getattr(raised.func, "id", "") not in ERRORS:
        return
    for call in ast.walk(raised):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "say":
            yield from (str(one.value) for one in ast.walk(call.args[0]) if isinstance(one, ast.Constant) and one.value)


def test_every_refusal_says_what_to_type() -> None:
    found = list(refusals())

    assert len(found) > 60  # so many there are at the least: an empty list would prove nothing
    assert {key: where for key, where in found if key in TO_AGENTS and not A_COMMAND.search(TO_AGENTS[key])} == {}
