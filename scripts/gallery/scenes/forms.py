"""The form of every command that has one, opened as an agent opens it."""

from scripts.gallery.play import Play
from scripts.gallery.scenes.words import DENTED, NORWAY
from scripts.gallery.shop import Settings
from tests.scenarios.scenes import sentence, talking

FINISHING: Settings = {
    "queues": {
        "support": {
            "wrap_up": {"mode": "manual"},
            "disposition": {"list": "usual", "required": True},
            "activity": "call-report",
        }
    }
}
KEEPING: Settings = {"roles": {"keeper": {"rights": ["mask", "unmask"]}}, "agents": {"ada": {"roles": ["keeper"]}}}
"""Ada may show again what she has masked."""
TEXTING: Settings = {
    "channels": {
        "sms": {
            "queue": "support",
            "account_sid": "AC" + "0" * 32,
            "auth_token": "a token for the gallery only",
            "senders": [{"id": "+15550100200"}, {"id": "+15550100300", "agent": "ada"}],
        }
    }
}
"""Numbers of the shop's, one of them Ada's own."""
BEHIND_MORE = {
    "note": "Note…",
    "menu": "Menu…",
    "push": "Push page…",
    "form": "Secure form…",
    "whisper": "To one agent…",
    "canned": "Canned response…",
    "say": "Write…",
    "kb": "Knowledge base…",
    "invite": "Invite…",
    "transfer": "Transfer…",
    "flag": "Ask for help…",
    "disposition": "Disposition…",
    "activity": "Activity form…",
    "transcript": "Transcript…",
}
"""Commands by the buttons that open their forms."""

AT_HOME = {"notready": "Not ready…", "past": "Past chats…", "alerts": "Alerts…", "queues": "Queues…"}
BESIDE_TEXTS = {"newtext": "New…", "edittext": "Change…", "deletetext": "Delete…"}


async def of_a_chat(play: Play) -> None:
    """Open what is behind “More…” in a running chat, one after the other."""
    ada, _ = await talking(play.world, words=DENTED)
    await ada.clicks_on_card("More…")
    await play.modal("more", "ada", "Ask for help…")
    await ada.modal.closes()
    for name, label in BEHIND_MORE.items():
        await ada.clicks_on_card("More…")
        await ada.modal.clicks(label)
        title = label.rstrip("…")
        await play.modal(f"form-{name}", "ada", *(() if name in ("whisper", "activity") else (title,)))
        await ada.modal.closes()


async def masking(play: Play) -> None:
    """Mask a message of a list, and choose one to be shown again."""
    ada, customer = await talking(play.world, words=DENTED)
    await customer.says("my card is 4111 1111 1111 1111")
    await ada.clicks_on_card("More…")
    await ada.modal.clicks("Mask…")
    await play.modal("form-mask", "ada", "Mask")
    await ada.fills_in(words="4111 1111 1111 1111")
    await ada.clicks_on_card("More…")
    await ada.modal.clicks("Unmask…")
    await play.modal("form-unmask", "ada", "Unmask")
    await ada.modal.closes()


async def at_home(play: Play) -> None:
    """Open what is on the home page, and beside the list of canned responses."""
    ada = play.agent("ada")
    await ada.command("ready")
    await ada.opens_home()
    await play.window("ada")  # a modal that was open before its window was is another window's
    for name, label in AT_HOME.items():
        await ada.clicks_at_home(label)
        await play.modal(f"form-{name}")
        await ada.modal.closes()
    await ada.command("newtext Tea of the week")
    await ada.command("texts")
    await ada.is_told(sentence("texts_title"))
    for name, label in BESIDE_TEXTS.items():
        await ada.clicks(label)
        await play.modal(f"form-{name}")
        await ada.modal.closes()


async def writing_first(play: Play) -> None:
    """Open the form by which an agent writes first."""
    ada = play.agent("ada")
    await ada.opens_home()
    await play.window("ada")  # a modal that was open before its window was is another window's
    await ada.clicks_at_home("New SMS…")
    await play.modal("form-sms", "ada", "New text message")
    await ada.modal.closes()


async def in_two_steps(play: Play) -> None:
    """Choose a canned response or an article first; then it is shown, to be changed before it goes out."""
    ada, _ = await talking(play.world, words=DENTED)
    await ada.clicks_on_card("Canned response…")
    await ada.fills_in(which="A new tin")
    await play.modal("form-canned-chosen", "ada", "A new tin")
    await ada.modal.closes()
    await ada.writes("!kb dented")
    await ada.is_told(sentence("kb_found"))
    await ada.clicks("1 Look…")
    await play.modal("form-article", "ada", "A dented tin")
    await ada.modal.closes()
    await ada.writes("We guarantee it: your card 4111 1111 1111 1111 is safe.")
    await ada.is_told("Stopped, not sent")
    await ada.clicks("Edit…")
    await play.modal("form-edit", "ada", "Edit")
    await ada.modal.closes()
    lin = play.agent("lin")
    await lin.command("setnotready")
    await play.world.quiet()


async def at_the_end(play: Play) -> None:
    """Ask before the end, and open the form of everything that is to be written down."""
    ada, customer = await talking(play.world, words=NORWAY)
    window = await play.window("ada")
    await (await play.at(await play.world.desk.card(), "ada")).get_by_role("button", name="End chat").click()
    await play.take("ask-before-the-end", "ada", window.page.locator(".confirm"))
    await window.page.get_by_role("button", name="Cancel").click()
    await ada.writes("!end")
    await play.told("ask-before-a-typed-end", "End this chat?")
    await ada.writes("!end yes", customer)
    await play.world.desk.card_shows(sentence("card_wrap_up"))
    await ada.clicks_on_card("Finish…")
    await play.modal("form-finish", "ada", "Finish")
    await ada.modal.closes()
