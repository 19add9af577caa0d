"""Experts: asked in by an agent, in a personal chat with the bot; consult and conference (C2)."""

from tests.scenarios.aside import Aside
from tests.scenarios.experts import EXPERTS, consulting
from tests.scenarios.platform import Call
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import a_world

LABEL = b"Assam, 250 g"
CARD, STARS = "4111 1111 1111 1111", "**** **** **** ****"


async def test_an_expert_is_asked_joins_and_reads_the_history_with_names() -> None:
    async with a_world(EXPERTS) as world:
        ada, customer = await talking(world)
        await ada.writes("hello, one moment")
        await ada.writes("note: she is a regular")
        await customer.hears("hello, one moment")
        await ada.writes("!invite sam")
        await ada.is_told(sentence("expert_called", agent="Sam Park", number=1))
        await world.desk.card_says("Invited", "Sam Park")
        sam = Aside(world, world.desk.agent("sam"))
        await sam.card("Ada Lovelace asks for your help", "for the agents alone")
        await sam.never_reads("one moment")
        await sam.joins()
        await world.desk.shows(sentence("thread_expert_joined_consult", agent="Sam Park"))
        await world.desk.card_says("Experts", "Sam Park (consult)")
        await sam.reads("(customer): hi")
        await sam.reads("Ada Lovelace: hello, one moment")
        await customer.says("are you there?")
        await sam.reads("are you there?")
        await sam.never_reads("she is a regular")


async def test_what_the_inviter_wrote_stands_on_the_card_and_never_at_the_customers() -> None:
    async with a_world(EXPERTS) as world:
        ada, customer = await talking(world)
        await ada.writes("!invite sam consult is the oolong late?")
        sam = Aside(world, world.desk.agent("sam"))
        await sam.card("is the oolong late?")
        await sam.joins()
        await sam.reads("is the oolong late?")
        await customer.never_heard("is the oolong late?")


async def test_in_consult_an_experts_words_reach_the_agents_alone() -> None:
    async with a_world(EXPERTS) as world:
        ada, customer, sam = await consulting(world)
        await sam.writes("tell her the oolong is late")
        shown = await world.desk.shows("tell her the oolong is late")
        assert shown.author == "Sam Park"
        await ada.writes("!ask until when?")
        await sam.reads("until when?")
        await ada.writes("it comes on Monday")
        await sam.reads("it comes on Monday")
        await customer.hears("it comes on Monday")
        await customer.never_heard("oolong")
        await customer.never_heard("until when")


async def test_in_conference_an_experts_words_reach_the_customer_under_the_experts_name() -> None:
    async with a_world(EXPERTS) as world:
        ada, customer, sam = await consulting(world, "conference")
        await customer.hears("Sam Park is here now.")
        await sam.writes("the oolong comes on Monday")
        await customer.hears("Sam Park: the oolong comes on Monday")
        await world.desk.shows("the oolong comes on Monday")
        await sam.writes("note: it could be Tuesday")
        await world.desk.shows("it could be Tuesday")
        await ada.writes("!mode consult")
        await sam.reads(sentence("expert_now_consult"))
        await sam.card("Consult:")
        await sam.writes("she pays late")
        await world.desk.shows("she pays late")
        await customer.never_heard("pays late")
        await customer.never_heard("Tuesday")


async def test_the_mode_is_set_by_form() -> None:
    async with a_world(EXPERTS) as world:
        ada, customer, sam = await consulting(world)
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Expert's mode…")
        await ada.fills_in(mode="conference: their words reach the customer")
        await sam.reads(sentence("expert_now_conference"))
        await world.desk.card_says("Experts", "Sam Park (conference)")
        await world.quiet()
        await sam.writes("good morning")
        await customer.hears("Sam Park: good morning")


async def test_a_word_written_before_the_expert_knew_the_mode_is_held_and_asked_about() -> None:
    async with a_world(EXPERTS) as world:
        ada, customer, sam = await consulting(world)
        world.desk.fails(Call.POST, "429", retry_after=20, times=1)
        await ada.writes("!mode conference")
        await world.desk.card_says("Experts", "Sam Park (conference)")
        await sam.writes("she always complains")
        await sam.reads(sentence("hold_expert_late"))
        await customer.never_heard("complains")
        await sam.person.clicks("To the agents only")
        await world.desk.shows("she always complains")
        await customer.never_heard("complains")


async def test_what_looks_like_a_command_is_held_and_goes_where_its_author_says() -> None:
    async with a_world(EXPERTS) as world:
        _, customer, sam = await consulting(world, "conference")
        await sam.writes("!oolong is the word")
        await sam.reads(sentence("hold_expert_unknown_command"))
        await sam.person.clicks("Send to customer")
        await customer.hears("!oolong is the word")


async def test_a_sentence_that_begins_with_a_command_is_talk() -> None:
    async with a_world(EXPERTS) as world:
        _, _, sam = await consulting(world)
        await sam.writes("leave the tin closed until Monday")
        await world.desk.shows("leave the tin closed until Monday")
        await sam.card("You take part")


async def test_edits_and_deletions_follow_in_the_experts_copy_and_the_experts_own_at_the_customers() -> None:
    async with a_world(EXPERTS) as world:
        ada, customer, sam = await consulting(world, "conference")
        first = await ada.writes("it costs five pounds")
        await sam.reads("five pounds")
        await ada.edits(first, "it costs six pounds")
        await sam.reads("six pounds")
        await ada.deletes(first)
        await sam.reads_no_longer("six pounds")
        mine = await sam.writes("on Monday")
        await customer.hears("on Monday")
        await sam.person.edits(mine, "on Tuesday")
        await customer.hears("on Tuesday")
        await sam.person.deletes(mine)
        await customer.no_longer_sees("on Tuesday")


async def test_an_edit_of_what_stands_in_the_history_follows() -> None:
    async with a_world(EXPERTS) as world:
        ada, customer = await talking(world)
        wrong = await ada.writes("it costs five pounds")
        await customer.hears("five pounds")
        await ada.writes("!invite sam")
        sam = Aside(world, world.desk.agent("sam"))
        await sam.joins()
        await sam.reads("five pounds")
        await ada.edits(wrong, "it costs six pounds")
        await sam.reads("six pounds")
        await ada.deletes(wrong)
        await sam.reads_no_longer("six pounds")
        await sam.reads("(customer): hi")


async def test_files_go_both_ways() -> None:
    async with a_world(EXPERTS) as world:
        ada, customer = await talking(world)
        await customer.says("the label", await customer.uploads("label.txt", LABEL))
        await ada.writes("!invite sam conference")
        sam = Aside(world, world.desk.agent("sam"))
        await sam.joins()
        await sam.reads("label.txt")
        assert await sam.files() == {"label.txt": LABEL}
        await sam.writes("this one", files={"tin.txt": LABEL})
        await customer.hears("tin.txt")
        await world.desk.shows("tin.txt")


async def test_what_is_masked_stays_so_for_an_expert_and_so_do_their_own_words() -> None:
    async with a_world(EXPERTS) as world:
        ada, customer = await talking(world, words=f"my card is {CARD}")
        await ada.writes("!invite sam conference")
        sam = Aside(world, world.desk.agent("sam"))
        await sam.joins()
        await sam.reads(f"my card is {STARS}")
        await customer.says(f"not {CARD} but another")
        await sam.reads(f"not {STARS} but another")
        await sam.writes(f"do not tell {CARD} to anybody")
        await world.desk.shows(f"do not tell {STARS} to anybody")
        await customer.hears(f"do not tell {STARS} to anybody")
        await sam.never_reads(CARD)
