"""The Home card and the dialogs of Teams, as one person has them before them."""

import re
from collections.abc import Sequence

from adapters.teams.sentences import CHAT_ACTIONS
from playground.teams import cards
from playground.teams.model import Dialog
from tests.scenarios.shown import Control, Field, Json
from tests.scenarios.teams.cards import blocks, controls, field_of, heads, opened, parts, runs, seen, words
from tests.scenarios.teams.reading import Aside, TeamsLine

_INPUT = re.compile(r"\A(?:text|one|many):(?P<name>.*)\Z", re.DOTALL)


class TeamsHome:
    """The card in the personal chat that is somebody's page."""

    command = ""

    def __init__(self, line: TeamsLine) -> None:
        """Take the message."""
        self.line = line

    @property
    def _card(self) -> Json:
        return self.line.card or {}

    @property
    def id(self) -> str:
        """Give the message's reference."""
        return self.line.ref

    @property
    def words(self) -> str:
        """Give everything on it."""
        return seen(self._card)

    @property
    def heads(self) -> Sequence[str]:
        """Give the titles on it."""
        return heads(self._card)

    @property
    def leads(self) -> Sequence[str]:
        """Give the addresses that its links and buttons open."""
        return opened(self._card)

    @property
    def controls(self) -> Sequence[Control]:
        """Give what can be clicked on it."""
        return controls(self._card)

    def field(self, name: str) -> Field | None:
        """Give none: it is no form."""
        return None


class TeamsDialog:
    """A dialog of Teams'."""

    def __init__(self, dialog: Dialog) -> None:
        """Take the dialog that somebody has open."""
        self._dialog = dialog

    @property
    def id(self) -> str:
        """Give its id: each answer of the bridge's opens a new one."""
        return self._dialog.id

    @property
    def words(self) -> str:
        """Give its title and everything in it."""
        return f"{self._dialog.title}\n{seen(self._dialog.card)}"

    @property
    def said(self) -> str:
        """Give what it says, without its buttons."""
        return "\n".join(words(one) for one in blocks(self._dialog.card))

    @property
    def is_notice(self) -> bool:
        """Tell whether it only says something: it asks for nothing, and is no list of all that can be done."""
        asks = any(one["type"].startswith("Input.") for one in parts(self._dialog.card))
        return not asks and self._dialog.title != CHAT_ACTIONS

    @property
    def heads(self) -> Sequence[str]:
        """Give the head lines in it."""
        return heads(self._dialog.card)

    @property
    def leads(self) -> Sequence[str]:
        """Give the addresses that its links and buttons open."""
        return opened(self._dialog.card)

    @property
    def controls(self) -> Sequence[Control]:
        """Give its buttons."""
        return controls(self._dialog.card)

    @property
    def command(self) -> str:
        """Give the command of its form."""
        data = (one.get("data") for one in cards.actions_of(self._dialog.card))
        forms = [one["form"] for one in data if isinstance(one, dict) and isinstance(one.get("form"), dict)]
        return str(forms[0].get("command", "")) if forms else ""

    def field(self, name: str) -> Field | None:
        """Give an input by its field's name."""
        for one in parts(self._dialog.card):
            found = _INPUT.match(str(one.get("id", "")))
            if one["type"].startswith("Input.") and found and found["name"] == name:
                return field_of(name, one)
        return None

    def errors(self) -> dict[str, str]:
        """Give what is said to be wrong, by field; what is about no field stands at the empty name."""
        found: dict[str, str] = {}
        field = ""
        for one in parts(self._dialog.card):
            if one["type"].startswith("Input."):
                named = _INPUT.match(str(one.get("id", "")))
                field = named["name"] if named else ""
            elif one["type"] == "RichTextBlock" and any(run.get("color") == "Attention" for run in runs(one)):
                found[field] = words(one).removeprefix("⚠️ ")
        return found


class Notice(Aside):
    """A dialog that only says something: the long answer to a form or a click, with what can be done about it."""

    def __init__(self, dialog: TeamsDialog) -> None:
        """Take the dialog."""
        super().__init__(dialog.id, dialog.said)
        self.whole = dialog.words
        self.dialog = dialog
        self.controls = dialog.controls
