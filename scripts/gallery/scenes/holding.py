"""What its author is asked about a text that was held: every reason, and every answer."""

from playground.slack import posting
from playground.slack.model import Message
from scripts.gallery.play import Play
from scripts.gallery.scenes.words import DENTED, SORRY
from scripts.gallery.shop import Settings
from scripts.pictures import photo
from tests.scenarios.scenes import ready, sentence, talking

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PREVIEW: Settings = {"queues": {"support": {"preview_files": True}}}
ONE_TEXT: Settings = {
    "queues": {"support": {"attachments": {"max_files": 5, "channels": {"web": {"max_files": 1, "types": ["text"]}}}}}
}


async def by_the_guard(play: Play) -> None:
    """Write what is not for the customer, or not yet."""
    (ada,) = await ready(play.world, "ada")
    customer = await play.world.customer()
    await customer.says(DENTED)
    await ada.writes(SORRY)
    await play.told("held-not_accepted", sentence("hold_not_accepted"))
    await ada.accepts(customer)
    await play.told("held-no_longer", sentence("hold_no_longer"))
    await play.agent("sam").writes("Isn't she the one who complained last week?")
    await play.told("held-not_attendee", sentence("hold_not_attendee"), "sam")
    await ada.writes("!refnd 12")
    await play.told("held-unknown_command", sentence("hold_unknown_command"))
    await _forwards(play, "See what Sam wrote:")
    await play.told("held-unreadable", sentence("hold_unreadable"))
    await ada.writes("!end yes", customer)
    await customer.hears("The chat has ended")
    await ada.writes("Have a nice day!")
    await play.told("held-ended", sentence("hold_ended"))


async def _forwards(play: Play, text: str) -> None:
    """Let Ada forward somebody's message into the thread, which stands in an attachment."""
    root, slack = await play.world.desk.root(), play.world.playground.slack
    forwarded = {"text": "The whole batch is dented.", "author_name": "Sam Park", "fallback": "The whole batch"}
    posted = Message(root.place, slack.ts(), text, user="U0ADA", attachments=[forwarded])
    posted.thread_ts = root.ref.partition("/")[2]
    posting.post(slack, posted)


async def too_late(play: Play) -> None:
    """Type in private mode what arrives after it was turned off."""
    ada, _ = await talking(play.world, words=DENTED)
    await ada.writes("!private on")
    await play.world.desk.card_shows("Private mode")
    play.world.playground.faults.add("events", "delay", delay_ms=3000)
    await ada.writes("The whole batch is dented, between us.")
    await ada.writes("!private off")
    await play.told("held-late", sentence("hold_late"))


async def by_the_brake(play: Play) -> None:
    """Write what must not be sent."""
    ada, _ = await talking(play.world, words=DENTED)
    await ada.writes("We guarantee it: your card 4111 1111 1111 1111 was charged once only.")
    await play.told("held-brake", "Stopped, not sent")


async def files(play: Play) -> None:
    """Send a picture and another file where they are shown back first."""
    ada, _ = await talking(play.world, words=DENTED)
    await ada.writes("Here is the label.", files={"tin.png": photo()["buffer"], "label.pdf": PDF})
    await play.told("held-preview", "Look once more")


async def too_many_files(play: Play) -> None:
    """Send more files than may be passed on."""
    ada, _ = await talking(play.world, words=DENTED)
    await ada.writes("Here are both labels.", files={"label.txt": b"a", "other.txt": b"b"})
    await play.told("held-files", sentence("hold_files_many", count=2, most=1))


async def beside_the_bot(play: Play) -> None:
    """Write while the bot talks."""
    (ada,) = await ready(play.world, "ada")
    customer = await play.world.customer()
    await customer.says("hi")
    await customer.hears("What is it about?")
    await ada.writes("I can help you with that.")
    await play.told("held-bot_talks", sentence("hold_bot_talks"))
