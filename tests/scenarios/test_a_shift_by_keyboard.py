"""A whole shift of an agent's, typed alone: in threads, to the bot, and behind `/chat`; nothing is clicked.

Every command that can be typed is typed. Both are seen from what the hands did.
"""

from pathlib import Path

from core.commands.model import Surface
from tests.scenarios.braking import TEXT as FORBIDDEN
from tests.scenarios.customer import Customer
from tests.scenarios.experts import EXPERTS
from tests.scenarios.hands import given_by
from tests.scenarios.person import Person
from tests.scenarios.receipts import tells
from tests.scenarios.scenes import sentence
from tests.scenarios.secure import with_forms
from tests.scenarios.settings import changed
from tests.scenarios.shift import BOT, asks_an_expert_by_keyboard, asks_for_a_form_by_keyboard, bans_by_keyboard
from tests.scenarios.shift_channels import a_shop_with_phones, sends_a_template_by_keyboard, writes_first_by_keyboard
from tests.scenarios.whole_shop import whole_shop
from tests.scenarios.world import World


async def test_an_agent_does_a_whole_shift_with_the_keyboard(tmp_path: Path) -> None:
    async with a_shop_with_phones(changed(changed(whole_shop(tmp_path), BOT | EXPERTS), with_forms())) as world:
        shift = Shift(world)
        await shift.begins()
        first, second = await shift.takes_two_chats()
        await shift.talks(first)
        await shift.keeps_what_must_not_go_out(first)
        await shift.asks_for_help(first)
        await shift.works_together(first)
        await asks_an_expert_by_keyboard(world, first, second)
        await asks_for_a_form_by_keyboard(world, first)
        await shift.ends(first)
        await shift.finishes(second)
        await shift.takes_over_and_hands_over()
        await shift.looks_back()
        await shift.is_supervised()
        await bans_by_keyboard(world)
        await writes_first_by_keyboard(world)
        await sends_a_template_by_keyboard(world)
        await shift.goes_home()
        assert world.hands.clicked == set()
        assert given_by(Surface.TEXT) - world.hands.typed == set()


class Shift:
    """Ada's shift, with Grace beside her and Lin above."""

    def __init__(self, world: World) -> None:
        """Name the people."""
        self.world = world
        self.ada, self.grace, self.lin = (world.desk.agent(name) for name in ("ada", "grace", "lin"))
        self.leads = world.desk.place("sales")

    async def types(self, line: str, answer: str, customer: Customer | None = None, who: Person | None = None) -> None:
        """Type a command, in a chat's thread or else to the bot, and read what is answered."""
        person = who or self.ada
        if customer is None:
            await person.says(line)
        else:
            await person.writes(line, customer)
        await person.is_told(answer)

    async def begins(self) -> None:
        """Become ready, choose queues and alerts, look around, make a text."""
        await self.types("help", "Taking chats:")
        await self.types("queues support, sales", sentence("queues_chosen", queues="Sales, Support"))
        await self.types("alerts late_answer", sentence("alerts_some"))
        await self.types("directory", "Grace Hopper · Not Ready")
        await self.types("newtext Morning Good morning!", sentence("canned_saved"))
        await self.types("edittext morning | Good evening!", sentence("canned_saved"))
        await self.types("texts", "Morning")
        await self.types("ready", sentence("ready"))

    async def takes_two_chats(self) -> tuple[Customer, Customer]:
        """Accept a chat; reject another, and take it from the list all the same."""
        ada = self.ada
        first = await self.world.customer()
        await first.says("where is my tea?")
        await ada.is_rung()
        await self.types("accept", sentence("accepted", number=1))
        await first.hears("Ada is here now.")
        second = await self.world.customer()
        await second.says("my cup is broken")
        await ada.is_rung()
        await self.types("reject", sentence("rejected"))
        await self.types("pick", "my cup is broken")
        await ada.command("pick 2")
        await second.hears("Ada is here now.")
        await self.types("list", "Your chats")
        return first, second

    async def talks(self, customer: Customer) -> None:
        """Talk, with all that helps to."""
        ada = self.ada
        await ada.writes("Let me look.", customer)
        await customer.hears("Let me look.")
        await ada.writes("!note third time", customer)
        await ada.writes("!canned morning now", customer)
        await customer.hears("Good evening!")
        await self.types("deletetext morning", sentence("canned_deleted"))
        await ada.writes("!say !important: a cup too.", customer)
        await customer.hears("!important: a cup too.")
        await ada.writes("!menu Which tea? | Green | Black", customer)
        await customer.hears("Which tea?")
        await ada.writes("!push return form", customer)
        await customer.hears("https://shop.example/returns")
        await self.types("!kb parcel", "!article help/delivery", customer)
        await ada.writes("!article help/delivery link", customer)
        await customer.hears("https://help.example/delivery")
        await tells(self.world, "!important: a cup too.", "failed")
        await self.world.desk.shows(sentence("card_failure"), customer)
        await self.types("!resend", sentence("resent"), customer)
        await self.types("!private on", sentence("private_on"), customer)
        await ada.writes("between us", customer)
        await self.types("!private off", sentence("private_off"), customer)
        await self.types("!customer", sentence("customer_proven"), customer)
        await self.types("!channel", sentence("channels_here"), customer)
        await self.types("!link #2", sentence("linked", number=1), customer)
        await self.types("!unlink visitor", sentence("unlinked", number=1), customer)
        await self.types("!details", "where is my tea?", customer)
        await self.types("!attendees", "Ada Lovelace · agent · owner", customer)
        await self.types("!actions", sentence("actions", number=1), customer)
        await customer.never_heard("third time", "between us")

    async def keeps_what_must_not_go_out(self, customer: Customer) -> None:
        """Meet the brake: write anew, keep, send anyway."""
        ada, stopped = self.ada, sentence("hold_braked_by", what="a card number")
        await ada.writes(FORBIDDEN, customer)
        await ada.is_told(stopped)
        await ada.writes("!edit 1 Your card was charged.", customer)
        await customer.hears("Your card was charged.")
        await ada.writes(f"{FORBIDDEN} not to be seen", customer)
        await ada.is_told("not to be seen")
        await self.types("!discard", sentence("held_discarded"), customer)
        await ada.writes(f"{FORBIDDEN} never mind", customer)
        await ada.is_told("never mind")
        await ada.writes("!send", customer)
        await customer.hears("never mind")
        await customer.never_heard("not to be seen")

    async def asks_for_help(self, customer: Customer) -> None:
        """Ask for help; Lin follows, coaches, and takes part."""
        ada, lin = self.ada, self.lin
        await self.types("!flag is angry", sentence("flag_raised", number=1), customer)
        await self.types("!monitor", sentence("you_monitor", number=1), customer, lin)
        await self.types("!whisper lin what now?", sentence("private_sent", agent="lin"), customer)
        await lin.command("coach 1 offer a cup")
        await ada.is_told("offer a cup")
        await lin.command("barge 1")
        await customer.hears("Lin is here now.")
        await lin.writes("!masked on", customer)
        await self.world.desk.shows(sentence("thread_masked", agent="lin"), customer)
        await self.types("!mask", "Masked in every copy: 1 message", customer, lin)
        await self.types("!unmask", "Shown again in every copy: 1 message", customer, lin)
        await lin.writes("!leave", customer)
        await self.world.desk.shows(sentence("thread_left", agent="lin"), customer)
        await self.types("!unflag", sentence("flag_taken_back", number=1), customer)
        await customer.never_heard("offer a cup")

    async def works_together(self, customer: Customer) -> None:
        """Set the chat on hold and go on; invite Grace, take it back, and invite her again."""
        ada, grace = self.ada, self.grace
        await self.types("!hold", sentence("hold_set", number=1), customer)
        await self.types("!resume", sentence("hold_over", number=1), customer)
        await ada.writes("!invite grace hopper", customer)
        await grace.is_told("invites you")
        await ada.writes("!uninvite", customer)
        await grace.is_told(sentence("invite_taken_back", agent="ada", number=1))
        await ada.writes("!invite grace hopper stay she knows", customer)
        await self.world.desk.shows(sentence("thread_invited", by="ada", agent="grace"), customer)
        await grace.says("accept")
        await customer.hears("Grace is here now.")
        await grace.writes("!leave", customer)
        await self.world.desk.shows(sentence("thread_left", agent="grace"), customer)

    async def ends(self, customer: Customer) -> None:
        """Say what became of it, give the transcript; begin to end, go on, end; complete."""
        ada = self.ada
        await self.types("!disposition solved", "Solved", customer)
        await self.types("!activity reason delivery", "Still needed", customer)
        await self.types(
            "!activity order number 12", sentence("activity_saved", form="Call report", number=1), customer
        )
        await self.types("!transcript", "/transcript/", customer)
        await self.types("!end", "End this chat?", customer)
        await self.types("!stay", sentence("goes_on", number=1), customer)
        await ada.writes("!end yes", customer)
        await customer.hears("The chat has ended.")
        await self.types("!notes", "third time", customer)
        await self.types("!complete", sentence("completed", number=1), customer)
        await self.world.desk.card_shows(sentence("card_handled"), customer)

    async def finishes(self, customer: Customer) -> None:
        """End the other chat, and finish it by naming what was still missing."""
        ada = self.ada
        await ada.command("end 2 yes")
        await self.world.desk.card_shows(sentence("card_wrap_up"), customer)
        await self.types("!activity reason invoice", "Still needed", customer)
        await self.types(
            "!activity order number 13", sentence("activity_saved", form="Call report", number=2), customer
        )
        await self.types("!finish refund", sentence("completed", number=2), customer)
        await self.world.desk.card_shows(sentence("card_handled"), customer)

    async def takes_over_and_hands_over(self) -> None:
        """Take a chat from the bot, and hand it over to Grace."""
        grace = self.grace
        customer = await self.world.customer("sales")
        await customer.says("hello")
        await customer.hears("What is it about?")
        await self.types("!takeover", sentence("taken_over", number=3), customer)
        await customer.hears("Ada is here now.")
        await self.types("ready", sentence("ready"), who=grace)
        await self.types("!transfer grace hopper wants green tea", "is handed over to Grace Hopper", customer)
        await grace.is_rung()
        await grace.says("accept")
        await customer.hears("Grace is here now.")

    async def looks_back(self) -> None:
        """Find a chat of before, and read it again."""
        await self.types("past cup is broken", sentence("past_title"))
        await self.types("read 2", "my cup is broken")

    async def is_supervised(self) -> None:
        """Let Lin look at everything, and take Grace out of the line."""
        await self.types("report", "Ada Lovelace · Support", who=self.lin)
        await self.types("overview grace hopper", "#3", who=self.lin)
        await self.types("setnotready grace hopper", "is set Not Ready", who=self.lin)

    async def goes_home(self) -> None:
        """Take no more chats."""
        await self.types("notready home", sentence("notready"))
