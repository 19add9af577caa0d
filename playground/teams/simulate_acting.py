"""People act: on cards, in dialogs, with message extensions, on files.

Rules: the client checks inputs before the app hears anything; an answer of the app is shown to the person who acted; a
card that comes back is seen by that person only, until the message is changed
(https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/user-specific-views).
"""

from dataclasses import replace
from typing import Any

from playground.refusals import HumanError, refuse
from playground.teams import activities, card_actions, cards, dialogs, file_consent, invokes
from playground.teams.message_payload import payload
from playground.teams.model import Conversation, Dialog, Json, Message
from playground.teams.reach import Reach

MAX_REFRESHED = 60  # "a maximum of 60 user IDs" (…/cards/universal-actions-for-adaptive-cards/up-to-date-views)


class Acting(Reach):
    """What people do with what the bot shows."""

    async def click(
        self,
        *,
        user: str,
        conversation: str,
        id: str,
        title: str | None = None,
        index: int | None = None,
        inputs: Json | None = None,
    ) -> Json:
        """Use an action of a card, with what was filled in."""
        message, card = self._card(user, conversation, id)
        self._open(user, message.conversation)
        action = cards.action_in(card, title, index)
        kind, place = action["type"], self._teams.store.conversations[message.conversation]
        if kind == "Action.OpenUrl":
            return {"url": action["url"]}
        if kind in {"Action.ToggleVisibility", "Action.ShowCard"}:
            return {}
        data = cards.data_of(card, action, inputs or {})
        if kind == "Action.Execute":
            return {"answer": await card_actions.execute(self._teams, user, message, action, data)}
        special = data.get("msteams") if isinstance(data, dict) else None
        if isinstance(special, dict) and special.get("type") == "task/fetch":
            about = Dialog("", user, "", {}, place.id, message.id)
            value = {"data": data, "context": {"theme": "default"}}
            return await self._fetch(about, "task/fetch", value)
        return self._submit(user, place, message, data)

    async def view(self, *, user: str, conversation: str, id: str) -> Json:
        """Bring a card into view: it refreshes for those whom it names, and stays as it is when that fails."""
        message, _ = self._card(user, conversation, id)
        refresh = message.cards[0].get("refresh") or {}
        named = refresh.get("userIds") or []
        person = self._person(user)
        if not (person.member in named or person.aad in named) or len(named) > MAX_REFRESHED:
            return {"refreshed": False}
        action = refresh["action"]
        try:
            answer = await card_actions.execute(
                self._teams, user, message, action, action.get("data") or {}, trigger="automatic"
            )
        except HumanError:
            return {"refreshed": False}
        return {"refreshed": True, "answer": answer}

    async def submit_dialog(self, *, user: str, values: Json, action: str | None = None) -> Json:
        """Submit the open dialog with what was filled in, by its first button or the one named."""
        dialog = self._dialog(user)
        buttons = [one for one in cards.actions_of(dialog.card) if one["type"] == "Action.Submit"]
        if action is None and not buttons:
            refuse("no_such_action", "The dialog has no button that submits.")
        button = buttons[0] if action is None else cards.action_in(dialog.card, action, None)
        if button["type"] == "Action.OpenUrl":
            return {"url": button["url"]}
        if button["type"] != "Action.Submit":
            refuse("not_in_dialogs", "Only Action.Submit submits a dialog.")
        data = cards.data_of(dialog.card, button, values)
        dialog.values = values
        if not dialog.command:
            return await self._fetch(dialog, "task/submit", {"data": data, "context": {"theme": "default"}})
        value = self._extension_value(dialog) | {"data": data, "botMessagePreviewAction": None}
        return await self._fetch(dialog, "composeExtension/submitAction", value)

    async def close_dialog(self, *, user: str) -> Json:
        """Close the open dialog; the app does not hear of it."""
        self._dialog(user)
        del self._teams.store.dialogs[user]
        self._teams.changes.ring()
        return {}

    async def search(self, *, user: str, dataset: str, query: str) -> Json:
        """Type into a choice that the app looks up: on the open dialog, or on a card that the person sees."""
        place = self._place_with(user, dataset)
        value = {"queryText": query, "queryOptions": {"skip": 0, "top": 15}, "dataset": dataset}
        body = await invokes.ask(self._teams, user, place, "application/search", value)
        results = (body.get("value") or {}).get("results") if isinstance(body, dict) else None
        kind = body.get("type") if isinstance(body, dict) else None
        if kind != "application/vnd.microsoft.search.searchResponse" or not isinstance(results, list):
            invokes.failed(self._teams, user, invokes.WRONG)
        if not all(isinstance(one, dict) and {"title", "value"} <= set(one) for one in results):
            invokes.failed(self._teams, user, invokes.WRONG)
        return {"results": results}

    async def extension(self, *, user: str, conversation: str, id: str, command: str) -> Json:
        """Use a command of the message extension on a message."""
        message = self._there(user, conversation, id)
        known = self._teams.manifest.extension(command)
        if known is None or "message" not in known.get("context", []):
            refuse("unknown_command", f"The app has no command {command!r} for messages.")
        if not known.get("fetchTask"):
            refuse("not_played", "Commands without fetchTask are not played here.")
        about = Dialog("", user, known["title"], {}, message.conversation, message.id, command=command)
        return await self._fetch(about, "composeExtension/fetchTask", self._extension_value(about))

    async def accept_file(self, *, user: str, conversation: str, id: str) -> Json:
        """Take the file that the bot offers."""
        return await file_consent.answer(self._teams, user, self._there(user, conversation, id), accept=True)

    async def decline_file(self, *, user: str, conversation: str, id: str) -> Json:
        """Turn the offered file down."""
        return await file_consent.answer(self._teams, user, self._there(user, conversation, id), accept=False)

    async def dismiss_toast(self, *, user: str, id: str) -> Json:
        """Close a notice."""
        kept = [one for one in self._teams.store.toasts.get(user, []) if one["id"] != id]
        self._teams.store.toasts[user] = kept
        self._teams.changes.ring()
        return {}

    def _submit(self, user: str, place: Conversation, message: Message, data: Json | str) -> Json:
        """Send what Action.Submit makes: a message that the bot alone sees, or words of the person's."""
        special = data.get("msteams") if isinstance(data, dict) else None
        kind = special.get("type") if isinstance(special, dict) else None
        if kind in {"imBack", "invoke", "signin"}:
            refuse("not_played", f"Buttons of type {kind} are not played here.")
        text = str(special.get("text") or "") if isinstance(special, dict) else ""
        value: Any = special.get("value", {}) if kind == "messageBack" and isinstance(special, dict) else data
        about = activities.submitted(self._teams, self._person(user), place, value, message.id, text)
        self._teams.events.emit(about)
        return {}

    async def _fetch(self, about: Dialog, name: str, value: Json) -> Json:
        place = self._teams.store.conversations[about.conversation]
        body = await invokes.ask(self._teams, about.user, place, name, value, reply_to=about.message)
        return dialogs.take(self._teams, replace(about, values={}), body)

    def _extension_value(self, about: Dialog) -> Json:
        message = self._teams.store.conversations[about.conversation].messages[about.message]
        command = {"commandId": about.command, "commandContext": "message", "context": {"theme": "default"}}
        return command | {"messagePayload": payload(self._teams, message)}

    def _dialog(self, user: str) -> Dialog:
        self._person(user)
        found = self._teams.store.dialogs.get(user)
        if found is None:
            refuse("no_dialog", "You have no dialog open.")
        return found

    def _place_with(self, user: str, dataset: str) -> Conversation:
        """Find where a person sees choices of that name."""
        store = self._teams.store
        dialog = store.dialogs.get(user)
        if dialog and dataset in cards.datasets(dialog.card):
            return store.conversations[dialog.conversation]
        for place in reversed(store.conversations.values()):
            seen = place.user == user if place.is_personal else store.people[user] in store.members(place.id)
            if seen and any(dataset in cards.datasets(one.card(user) or {}) for one in place.messages.values()):
                break
        else:
            refuse("no_such_search", f"There is no choice {dataset!r} on your screen.")
        return place
