"""What people's hands do in the playground's Teams."""

import base64
import re
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from mimetypes import guess_type

from playground.refusals import HumanError
from playground.teams import card_actions
from playground.teams.attachments import FILE_CONSENT
from playground.teams.seed import BOT_NAME
from tests.scenarios.shown import Control, Field, Given, Json, Line, Option, Refused, Root, Screen
from tests.scenarios.teams.looks import EMOJI, TeamsLooks, at
from tests.scenarios.teams.reading import TeamsLine
from tests.scenarios.teams.screens import Notice, TeamsDialog, TeamsHome

_SIGNS = {":tada:": "🎉"}
_FORMATS = ((re.compile(r"`([^`\n]+)`"), "code"), (re.compile(r"\*([^*\s][^*\n]*)\*"), "strong"))
_AT = re.compile(r"@(\w+)")
_QUOTE = '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="{id}"><p>…</p></blockquote>'
_QUOTED = re.compile(r"<blockquote [^>]*schema\.skype\.com/Reply.*?</blockquote>", re.DOTALL)


class TeamsHands(TeamsLooks):
    """The hands of everybody in the tenant."""

    async def post(
        self, user: str, root: Root, text: str, *, broadcast: bool = False, files: Mapping[str, bytes] | None = None
    ) -> str:
        """Write in a chain."""
        given = [_file(name, data) for name, data in (files or {}).items()]
        posted = await self._writes(user, at(root.ref)["conversation"], text, given)
        return f"{posted['conversation']}#{posted['id']}"

    async def _writes(self, user: str, conversation: str, text: str, files: Sequence[Json] = ()) -> Json:
        try:
            return await self._teams.simulate.post(
                user=user, conversation=conversation, text=self._typed(text), files=files, html=_formatted(text)
            )
        except HumanError as refused:
            raise Refused(str(refused)) from refused

    def _typed(self, text: str) -> str:
        """Write the names behind an @ as Teams' composer offers them."""
        people = self._teams.store.people

        def named(found: re.Match[str]) -> str:
            name = found[1]
            return f"@{BOT_NAME}" if name == "deskbridge" else f"@{people[name].name}" if name in people else found[0]

        return _AT.sub(named, text)

    async def begin(self, user: str, place: str, text: str) -> Root:
        """Begin a chain in a channel."""
        posted = await self._writes(user, place, text)
        return Root(place, f"{posted['conversation']}#{posted['id']}")

    async def direct(self, user: str, text: str) -> None:
        """Write in the chat with the bot."""
        chat = await self._teams.simulate.open_personal(user=user)
        await self._writes(user, chat["conversation"], text)

    async def answer(self, user: str, card: Line, text: str, files: Mapping[str, bytes] | None = None) -> str:
        """Quote the newest post about the chat, the card where there is none yet; the rest is as anywhere."""
        posts = [one for one in self.talk(user, card) if isinstance(one, TeamsLine) and one.is_post]
        quoted = at((posts[-1] if posts else card).ref)
        html = _QUOTE.format(id=quoted["id"]) + (_formatted(text) or f"<p>{escape(text, quote=False)}</p>")
        given = [_file(name, data) for name, data in (files or {}).items()]
        posted = await self._teams.simulate.post(user=user, conversation=quoted["conversation"], html=html, files=given)
        return f"{posted['conversation']}#{posted['id']}"

    async def take_files(self, user: str, card: Line) -> None:
        """Accept what is offered below the card."""
        for one in self.talk(user, card):
            if isinstance(one, TeamsLine) and any(
                file["contentType"] == FILE_CONSENT for file in one.message.attachments
            ):
                await self._teams.simulate.accept_file(user=user, **at(one.ref))

    async def command(self, user: str, typed: str, place: str) -> None:
        """Write a command to the bot: Teams has no slash commands of a bot's."""
        await self.direct(user, f"/{typed}")

    async def type(self, user: str, line: str, place: str) -> None:
        """Write a line that begins with a slash to the bot."""
        await self.direct(user, line)

    async def edit(self, user: str, ref: str, text: str) -> None:
        """Edit one's own message."""
        where = at(ref)
        words, quote = self._typed(text), _QUOTED.match(self.line(ref).message.html)
        html = f"{quote[0]}<p>{escape(text, quote=False)}</p>" if quote else None
        await self._teams.simulate.edit(
            user=user, conversation=where["conversation"], id=where["id"], text=words, html=html
        )

    async def delete(self, user: str, ref: str) -> None:
        """Delete one's own message; an owner deletes the bot's, of which the bot isn't told."""
        message = self.line(ref).message
        if message.is_bot:
            message.deleted = True
            self._teams.changes.ring()
            return
        await self._teams.simulate.delete(user=user, **at(ref))

    async def react(self, user: str, ref: str, name: str, *, add: bool = True) -> None:
        """Add a reaction or take it back."""
        await self._teams.simulate.react(user=user, reaction=EMOJI[name], add=add, **at(ref))

    async def click(self, user: str, line: Line, control: Control) -> None:
        """Use an action of a card; what the bot says to it is shown, also when it says no."""
        if isinstance(line, Notice):
            await self.click_on(user, line.dialog, control)
            return
        try:
            await self._clicks(user, line, control)
        except HumanError as refused:
            if refused.code != "app_refused":
                raise
        await self._confirms(user, control)
        self.notes_answers(user)

    async def _clicks(self, user: str, line: Line, control: Control) -> None:
        """Use an action; one that has gone from the card since it was looked at, as a click that was quicker."""
        where = at(line.ref)
        if control in line.controls or control.given["action"]["type"] != "Action.Execute":
            await self._teams.simulate.click(
                user=user, conversation=where["conversation"], id=where["id"], index=control.given["index"], inputs={}
            )
            return
        message = self.line(line.ref).message
        await card_actions.execute(self._teams, user, message, control.given["action"], control.given["action"]["data"])

    async def _confirms(self, user: str, control: Control) -> None:
        """Click the same again in the question that was opened: the button in it is the click itself."""
        if control.given.get("asks") and self.form(user) is not None:
            await self._teams.simulate.submit_dialog(user=user, values={}, action=control.label)

    async def open_home(self, user: str) -> None:
        """Bring the Home card into view; ask for it where there is none yet."""
        shown = self.home(user)
        if shown is not None:
            await self._teams.simulate.view(user=user, **at(shown.id))
        elif self._teams.store.people[user].installed:
            await self.direct(user, "home")
        else:
            await self._teams.simulate.install(user=user)

    async def click_on(self, user: str, screen: Screen, control: Control) -> None:
        """Click on the Home card, or in a dialog."""
        if isinstance(screen, TeamsHome):
            await self.click(user, screen.line, control)
        else:
            await self._teams.simulate.submit_dialog(user=user, values={}, action=control.label)
            await self._confirms(user, control)
            self.notes_answers(user)

    async def at_message(self, user: str, ref: str, command: str) -> None:
        """Use a command of the message extension."""
        await self._teams.simulate.extension(user=user, command=command, **at(ref))
        self.notes_answers(user)

    async def shortcut(self, user: str, command: str) -> None:
        """Write the command: what the client offers outside of messages is the list of commands."""
        await self.direct(user, command)

    async def submit(self, user: str, form: Screen, values: Mapping[str, Given | Sequence[Option]]) -> str:
        """Submit a dialog; a sentence may take its place."""
        given = {}
        for name, value in values.items():
            field = form.field(name)
            assert field is not None
            given[field.given["id"]] = _as_teams(value)
        try:
            answer = await self._teams.simulate.submit_dialog(user=user, values=given)
        except HumanError as refused:
            errors = {name.partition(":")[2]: words for name, words in refused.body.get("errors", {}).items()}
            raise Refused(str(refused), errors) from refused
        self.notes_answers(user)
        after = self.form(user)
        if isinstance(after, TeamsDialog) and after.errors():
            raise Refused("; ".join(after.errors().values()), after.errors())
        return str(answer.get("message", ""))

    async def search(self, user: str, form: Screen, field: Field, typed: str) -> Sequence[Option]:
        """Type into a choice that the bot looks up."""
        dataset = field.given["choices.data"]["dataset"]
        found = await self._teams.simulate.search(user=user, dataset=dataset, query=typed)
        return [Option(one["title"], one["value"], one) for one in found["results"]]

    async def count(self, user: str, form: Screen, values: Mapping[str, str], field: str) -> None:
        """Fill fields in and click Count, for the bot is told of nothing that is typed."""
        given = {}
        for name in (*values, field):
            filled = form.field(name)
            assert filled is not None
            given[filled.given["id"]] = values[name]
        await self._teams.simulate.submit_dialog(user=user, values=given, action="Count")

    async def close(self, user: str, form: Screen) -> None:
        """Close a dialog by its X."""
        await self._teams.simulate.close_dialog(user=user)

    async def reload(self, user: str) -> None:
        """Reload Teams: what was answered to clicks is gone."""
        self._teams.store.toasts.pop(user, None)

    async def present(self, user: str, *, is_there: bool) -> None:
        """Be available or away."""
        await self._teams.simulate.presence(user=user, availability="Available" if is_there else "Away")

    async def silent(self, user: str, *, on: bool) -> None:
        """Be available, or not to be disturbed."""
        await self._teams.simulate.presence(user=user, availability="DoNotDisturb" if on else "Available")


def _formatted(text: str) -> str | None:
    """Write as HTML what was typed with stars, ticks and colons, as the composer does; None for plain words."""
    html = escape(text, quote=False).replace("\n", "<br>")
    for sign, emoji in _SIGNS.items():
        html = html.replace(sign, emoji)
    for pattern, tag in _FORMATS:
        html = pattern.sub(rf"<{tag}>\1</{tag}>", html)
    return f"<p>{html}</p>" if html != escape(text, quote=False).replace("\n", "<br>") else None


def _file(name: str, data: bytes) -> Json:
    kind = guess_type(name)[0] or "application/octet-stream"
    return {"name": name, "mimetype": kind, "base64": base64.b64encode(data).decode()}


def _as_teams(value: Given | Sequence[Option]) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    return ",".join(str(one.given["value"]) if isinstance(one, Option) else one for one in value)
