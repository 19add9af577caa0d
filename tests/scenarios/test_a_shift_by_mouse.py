"""A whole shift of an agent's, with the mouse alone: clicks, forms, the Home tab; only the talk itself is typed.

Every command that has a button is clicked; nothing is typed that is a command. Both are seen from what the hands did.
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
from tests.scenarios.shift import BOT, asks_an_expert_by_mouse, asks_for_a_form_by_mouse, bans_by_mouse, links_by_mouse
from tests.scenarios.shift_channels import a_shop_with_phones, sends_a_template_by_mouse, writes_first_by_mouse
from tests.scenarios.whole_shop import whole_shop
from tests.scenarios.world import World


async def test_an_agent_does_a_whole_shift_with_the_mouse(tmp_path: Path) -> None:
    async with a_shop_with_phones(changed(changed(whole_shop(tmp_path), BOT | EXPERTS), with_forms())) as world:
        shift = Shift(world)
        await shift.begins()
        first, second = await shift.takes_two_chats()
        await shift.talks(first)
        await shift.keeps_what_must_not_go_out(first)
        await shift.asks_for_help(first)
        await shift.works_together(first)
        await asks_an_expert_by_mouse(world, first, second)
        await asks_for_a_form_by_mouse(world, first)
        await shift.ends(first)
        await shift.finishes(second)
        await shift.takes_over_and_hands_over()
        await shift.looks_back()
        await shift.is_supervised()
        await bans_by_mouse(world)
        await writes_first_by_mouse(world)
        await sends_a_template_by_mouse(world)
        await shift.goes_home()
        assert world.hands.typed == set()
        assert given_by(Surface.BUTTON) - world.hands.clicked == set()


class Shift:
    """Ada's shift, with Grace beside her and Lin above."""

    def __init__(self, world: World) -> None:
        """Name the people."""
        self.world = world
        self.ada, self.grace, self.lin = (world.desk.agent(name) for name in ("ada", "grace", "lin"))
        self.leads = world.desk.place("sales")

    async def more(self, label: str, customer: Customer, person: Person | None = None) -> None:
        """Click what stands behind “More…” on a chat's card; a modal that says something is closed before."""
        who = person or self.ada
        if who.modal.words():
            await who.modal.closes()
        await who.clicks_on_card("More…", customer)
        await who.modal.clicks(label)

    async def reads(self, customer: Customer, label: str, *words: str) -> None:
        """Click what shows something behind “More…”, read it, and close it."""
        await self.more(label, customer)
        await self.ada.modal.shows(*words)
        await self.ada.modal.closes()

    async def begins(self) -> None:
        """Become ready, choose queues and alerts, look around, make a text."""
        ada = self.ada
        await ada.opens_home()
        await ada.clicks_at_home("Queues…")
        await ada.fills_in(queues=["Support", "Sales"])
        await ada.is_answered("You serve ")
        await ada.clicks_at_home("Alerts…")
        await ada.fills_in(which=["A customer waits for my answer"])
        await ada.is_answered(sentence("alerts_some"))
        await ada.clicks_at_home("Directory")
        await ada.is_told("Grace Hopper · Not Ready")
        await ada.clicks_at_home("Help")
        await ada.is_told("Taking chats:")
        await self.makes_texts()
        await ada.clicks_at_home("Ready")
        await ada.home_shows(sentence("home_ready"))

    async def makes_texts(self) -> None:
        """Make, change and delete a canned response."""
        ada = self.ada
        await ada.clicks_at_home("Canned responses")
        await ada.clicks("New…")
        await ada.fills_in(title="Morning", text="Good morning!", shortcut="gm")
        await ada.is_told(sentence("canned_saved"))
        await ada.clicks_at_home("Canned responses")
        await ada.is_told("Morning")
        await ada.clicks("Change…", beside="Morning")
        await ada.fills_in(which="gm")
        await ada.fills_in(title="Evening", text="Good evening!", shortcut="ge")
        await ada.clicks_at_home("Canned responses")
        await ada.is_told("Evening")
        await ada.clicks("Delete…", beside="Evening")
        await ada.fills_in(which="ge")
        await ada.is_told(sentence("canned_deleted"))

    async def takes_two_chats(self) -> tuple[Customer, Customer]:
        """Accept a chat; reject another, and take it from the list all the same."""
        ada = self.ada
        first = await self.world.customer()
        await first.says("where is my tea?")
        await ada.accepts(first)
        await first.hears("Ada is here now.")
        second = await self.world.customer()
        await second.says("my cup is broken")
        await ada.is_rung()
        await ada.clicks("Reject")
        await ada.home_shows("my cup is broken")
        await ada.clicks_at_home("Take")
        await second.hears("Ada is here now.")
        await ada.shortcut("list")
        await ada.is_told("Your chats")
        return first, second

    async def talks(self, customer: Customer) -> None:
        """Talk, with all that helps to."""
        ada = self.ada
        await ada.writes("Let me look.", customer)
        await customer.hears("Let me look.")
        await ada.clicks_on_card("Note…", customer)
        await ada.fills_in(text="third time")
        await ada.clicks_on_card("Canned response…", customer)
        await ada.fills_in(which="rs")
        await ada.fills_in(text="Your money comes back today.")
        await customer.hears("Your money comes back today.")
        await self.more("Write…", customer)
        await ada.fills_in(text="And a cup too.")
        await customer.hears("And a cup too.")
        await tells(self.world, "And a cup too.", "failed")
        await ada.clicks_on(await self.world.desk.shows(sentence("card_failure"), customer), "Resend")
        await self.world.desk.shows(sentence("card_sent_again"), customer)
        await self.more("Menu…", customer)
        await ada.fills_in(question="Which tea?", choices="Green\nBlack")
        await customer.hears("Which tea?")
        await self.more("Push page…", customer)
        await ada.fills_in(page="Return form")
        await customer.hears("https://shop.example/returns")
        await self.more("Knowledge base…", customer)
        await ada.fills_in(article="Delivery")
        await ada.fills_in(how="The link")
        await customer.hears("https://help.example/delivery")
        await self.more("Private mode", customer)
        await self.world.desk.card_shows("Private mode", customer)
        await ada.writes("between us", customer)
        await self.more("Private mode", customer)
        await links_by_mouse(self.world, customer)
        await self.reads(customer, "Channels", sentence("channels_here"))
        await self.reads(customer, "Details", "where is my tea?")
        await self.reads(customer, "Attendees", "Ada Lovelace · agent · owner")
        await customer.never_heard("third time", "between us")

    async def keeps_what_must_not_go_out(self, customer: Customer) -> None:
        """Meet the brake: write anew, send anyway, keep."""
        ada, stopped = self.ada, sentence("hold_braked_by", what="a card number")
        await ada.writes(FORBIDDEN, customer)
        await ada.is_told(stopped)
        await ada.clicks("Edit…", beside=stopped)
        await ada.fills_in(text="Your card was charged.")
        await customer.hears("Your card was charged.")
        for words, label in (("not to be seen", "Keep internal"), ("never mind", "Send anyway")):
            await ada.writes(f"{FORBIDDEN} {words}", customer)
            await ada.clicks(label, beside=words)
        await customer.hears("never mind")
        await customer.never_heard("not to be seen")

    async def asks_for_help(self, customer: Customer) -> None:
        """Ask for help; Lin follows, coaches, and takes part."""
        ada, lin = self.ada, self.lin
        await self.more("Ask for help…", customer)
        await ada.fills_in(reason="is angry")
        await self.leads.clicks(lin, "Monitor", beside="asks for help")
        await lin.is_told(sentence("you_monitor", number=1))
        await self.leads.clicks(lin, "Coach", beside="asks for help")
        await lin.is_told(sentence("you_coach", number=1))
        await self.more("To one agent…", customer)
        await ada.fills_in(agent="Lin Chen", words="what now?")
        await lin.is_told("what now?")
        await self.leads.clicks(lin, "Barge in", beside="asks for help")
        await customer.hears("Lin is here now.")
        await self.more("Masked", customer, lin)
        await self.world.desk.shows(sentence("thread_masked", agent="lin"), customer)
        await self.more("Mask…", customer, lin)
        await lin.modal.asks("message")
        await lin.fills_in()
        await self.world.desk.shows("has masked something", customer)
        await self.more("Unmask…", customer, lin)
        await lin.modal.asks("message")
        await lin.fills_in()
        await self.world.desk.shows("has shown again", customer)
        await self.more("Leave", customer, lin)
        await self.world.desk.shows(sentence("thread_left", agent="lin"), customer)
        await self.more("No help needed", customer)
        await self.leads.shows(sentence("flag_down"))

    async def works_together(self, customer: Customer) -> None:
        """Set the chat on hold and go on; invite Grace, take it back, and find her in the directory."""
        ada, grace = self.ada, self.grace
        await self.more("Hold", customer)
        await self.world.desk.card_shows(sentence("card_on_hold", agent="ada"), customer)
        await self.more("Resume", customer)
        await self.world.desk.card_shows(sentence("card_active", agent="ada"), customer)
        await ada.clicks_on_card("Invite…", customer)
        await ada.fills_in(agent="Grace Hopper")
        await grace.is_told("invites you")
        await self.more("Take invitation back", customer)
        await grace.is_told(sentence("invite_taken_back", agent="ada", number=1))
        await self.more("Directory", customer)
        await ada.modal.clicks("Invite Grace Hopper")
        await ada.is_answered_in_form(sentence("invite_sent", agent="Grace Hopper", number=1))
        await grace.clicks("Join")
        await customer.hears("Grace is here now.")
        await self.more("Leave", customer, grace)
        await self.world.desk.shows(sentence("thread_left", agent="grace"), customer)

    async def ends(self, customer: Customer) -> None:
        """Say what became of it, give the transcript; begin to end, go on, end; complete."""
        ada = self.ada
        await self.more("Disposition…", customer)
        await ada.fills_in(which="Solved")
        await self.more("Activity form…", customer)
        await ada.fills_in(a_reason="Delivery", a_order="12")
        await self.more("Transcript…", customer)
        await ada.fills_in(to="")
        await ada.is_told("/transcript/")
        root = await self.world.desk.root(customer)
        await ada.reacts(root.ref, "white_check_mark")
        await ada.is_told("End this chat?")
        await ada.clicks("Go on")
        await ada.clicks_on_card("End chat", customer)
        await customer.hears("The chat has ended.")
        await self.world.desk.card_shows(sentence("card_wrap_up"), customer)
        await self.reads(customer, "Notes", "third time")
        await ada.clicks_on_card("Complete", customer)
        await self.world.desk.card_shows(sentence("card_handled"), customer)

    async def finishes(self, customer: Customer) -> None:
        """End the other chat, and finish it in one form."""
        ada = self.ada
        await ada.clicks_on_card("End chat", customer)
        await self.world.desk.card_shows(sentence("card_wrap_up"), customer)
        await ada.clicks_on_card("Finish…", customer)
        await ada.fills_in(which="Billing / Refund", a_reason="Invoice", a_order="13")
        await self.world.desk.card_shows(sentence("card_handled"), customer)

    async def takes_over_and_hands_over(self) -> None:
        """Take a chat from the bot, and hand it over to Grace."""
        grace = self.grace
        customer = await self.world.customer("sales")
        await customer.says("hello")
        await customer.hears("What is it about?")
        await self.ada.clicks_on_card("Take over", customer)
        await customer.hears("Ada is here now.")
        await grace.opens_home()
        await grace.clicks_at_home("Ready")
        await grace.home_shows(sentence("home_ready"))
        await self.more("Transfer…", customer)
        await self.ada.fills_in(to="Grace Hopper", note="wants green tea")
        await grace.accepts(customer)
        await customer.hears("Grace is here now.")

    async def looks_back(self) -> None:
        """Find a chat of before, and read it again."""
        ada = self.ada
        await ada.opens_home()
        await ada.clicks_at_home("Past chats…")
        await ada.fills_in(words="cup is broken")
        await ada.is_answered(sentence("past_title"), then="Read #2")
        await ada.is_answered("my cup is broken")

    async def is_supervised(self) -> None:
        """Let Lin look at everything, and take Grace out of the line."""
        lin = self.lin
        await lin.opens_home()
        await lin.clicks_at_home("Report")
        await lin.is_told("Ada Lovelace · Support")
        await lin.clicks_at_home("Chats")
        await lin.is_told("Grace Hopper")
        await lin.clicks_at_home("Set Not Ready")
        await self.grace.is_told(sentence("you_set_not_ready", by="lin"))

    async def goes_home(self) -> None:
        """Take no more chats."""
        await self.ada.opens_home()
        if "Not ready" not in self.ada.home():  # the reject made her so
            await self.ada.clicks_at_home("Ready")
        await self.ada.clicks_at_home("Not ready")
        await self.ada.home_shows(sentence("home_not_ready"))
