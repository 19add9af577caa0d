"""Masking by hand: words and files hidden in every copy, shown again, and gone for good at the end (S1-S4, S6)."""

import pytest

from tests.scenarios.attachments import PDF
from tests.scenarios.bots import WITH_BOT
from tests.scenarios.experts import EXPERTS, consulting
from tests.scenarios.masks import ROLES, SECRET, is_nowhere, seen
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.world import a_world


@pytest.mark.workers
async def test_the_customers_last_message_is_masked_in_every_copy() -> None:
    async with a_world() as world:
        ada, customer = await talking(world, words=f"my pin is {SECRET}")
        await ada.opens_home()
        await world.desk.shows(SECRET)
        assert len(await seen(world)) > 2
        await ada.writes("!mask")
        await ada.is_told("Masked in every copy: 1 message")
        await world.desk.shows("Ada Lovelace has masked something in this chat: 1 message.")
        await is_nowhere(world)
        await customer.leaves()
        customer.forgets()
        await customer.opens()
        await customer.hears("••••")
        await is_nowhere(world)


async def test_given_words_are_masked_wherever_they_stand_and_the_rest_stays() -> None:
    async with a_world() as world:
        ada, customer = await talking(world, words=f"my pin is {SECRET} I think")
        await customer.says(f"yes, {SECRET.upper()}!")
        await world.desk.shows("yes, ")
        command = await ada.writes(f"!mask {SECRET}")
        await ada.is_told("Delete your own command")
        await world.desk.shows("my pin is ************ I think")
        await world.desk.shows("yes, ************!")
        await ada.deletes(command)
        await is_nowhere(world)
        await customer.hears("my pin is •••••••••••• I think")


async def test_a_given_number_is_masked_in_whatever_disguise_it_stands() -> None:
    async with a_world() as world:
        written = ("(+49) (171) 4711_000", "٤٩|١٧١|٤٧١١|٠٠٠", "49|171, 4711 • 000")  # noqa: RUF001 - other digits are meant
        ada, customer = await talking(world, words="call me")
        for one in written:
            await customer.says(f"at {one} then")
            await world.desk.shows(one)
        command = await ada.writes("!mask +49 171 4711000")
        await ada.is_told("Masked in every copy: 3 messages")
        await ada.deletes(command)
        for one in (f"at (+{'*' * 18} then", f"at {'*' * 15} then", f"at {'*' * 18} then"):
            await world.desk.shows(one)
            await customer.hears(one.replace("*", "•"))
        lines = str(await world.desk.lines())
        assert [one for one in (*"479", "٤") if one in lines] == []


async def test_a_number_masks_so_many_of_the_customers_last_messages() -> None:
    async with a_world() as world:
        ada, customer = await talking(world, words="hello")
        await customer.says("kumquat")
        await customer.says("4711")
        await ada.writes("noted")
        await customer.hears("noted")
        await ada.writes("!mask 2")
        await ada.is_told("Masked in every copy: 2 messages")
        await is_nowhere(world)
        assert (await world.desk.lines())[0] == "hello"
        assert customer.texts() == ["noted"]


async def test_a_message_is_masked_from_its_own_menu_as_a_whole_or_in_part() -> None:
    async with a_world() as world:
        ada, customer = await talking(world, words=f"my pin is {SECRET}")
        await customer.says("kumquat again")
        await world.desk.shows("kumquat again")
        await ada.chooses("mask", await world.desk.shows("my pin is"))
        await ada.modal.shows(SECRET)
        await ada.fills_in(words=SECRET)
        await world.desk.shows("my pin is ************")
        await ada.chooses("mask", await world.desk.shows("kumquat again"))
        await ada.fills_in()
        await is_nowhere(world)


async def test_a_message_is_chosen_in_the_form_behind_the_button() -> None:
    async with a_world() as world:
        ada, customer = await talking(world, words=f"my pin is {SECRET}")
        await customer.says("thanks")
        await world.desk.shows("thanks")
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Mask…")
        label = next(one for one in await ada.modal.offers("message") if SECRET in one)
        await ada.fills_in(message=label)
        await is_nowhere(world)
        await world.desk.shows("thanks")


async def test_a_masked_file_is_its_name_and_can_be_loaded_nowhere_at_once() -> None:
    async with a_world(ROLES) as world:
        ada, customer = await talking(world)
        await customer.says("here it is", await customer.uploads("scan.pdf", PDF))
        await world.desk.shows("here it is")
        await world.quiet()
        assert await world.desk.files() == {"scan.pdf": PDF}
        address = customer.files()[0]["url"]
        await ada.writes("!mask")
        await world.desk.shows("📎 scan.pdf")
        await world.quiet()
        assert PDF not in (await world.desk.files()).values()
        assert customer.files() == []
        assert await customer.loads(address) == 404
        await ada.writes("!unmask")
        await world.desk.shows("here it is")
        await world.quiet()
        assert await customer.downloads("scan.pdf") == PDF
        assert PDF in (await world.desk.files()).values()
        await ada.writes("!mask")
        await world.quiet()
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await world.quiet()
        assert not [path for path in world.folder.rglob("*") if path.is_file() and path.read_bytes() == PDF]


@pytest.mark.workers
async def test_what_was_masked_is_shown_again_by_who_may_while_the_chat_is_open() -> None:
    async with a_world(ROLES) as world:
        ada, customer = await talking(world, words=f"my pin is {SECRET}")
        await ada.writes("!mask")
        await world.desk.shows("has masked something")
        await is_nowhere(world)
        await ada.writes("!unmask")
        await world.desk.shows(SECRET)
        await customer.hears(SECRET)
        await world.desk.card_shows(SECRET)
        await ada.is_told("Shown again in every copy: 1 message")


async def test_who_has_no_right_to_unmask_is_told_whom_to_ask() -> None:
    async with a_world() as world:
        ada, _ = await talking(world, words=SECRET)
        await ada.writes("!mask")
        await world.desk.shows("has masked something")
        await ada.writes("!unmask")
        await ada.is_told(sentence("right_missing", right="unmask"))
        await is_nowhere(world)


async def test_rights_of_roles_say_who_masks() -> None:
    roles = {"roles": {"default": {"rights": ["take_any"]}}}
    async with a_world(roles) as world:
        ada, _ = await talking(world, words=SECRET)
        await ada.writes("!mask")
        await ada.is_told(sentence("right_missing", right="mask"))
        assert await seen(world)


async def test_an_agents_own_words_are_masked_elsewhere_and_the_agent_is_shown_where_to_delete_them() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        typed = await ada.writes(f"your pin is {SECRET}")
        await customer.hears(SECRET)
        await ada.chooses("mask", world.desk.platform.line(typed))
        await ada.fills_in()
        told = await ada.is_told(sentence("mask_source_here"))
        assert told.links
        await customer.hears("•••")
        await ada.deletes(typed)
        await is_nowhere(world)
        assert len(customer.texts()) == 1  # the masked copy stays


async def test_an_experts_copies_are_masked_too() -> None:
    async with a_world(EXPERTS) as world:
        ada, customer, _ = await consulting(world)
        await customer.says(f"my pin is {SECRET}")
        sam = world.desk.agent("sam")
        await sam.is_told(SECRET)
        await ada.writes("!mask")
        await world.desk.shows("has masked something")
        await is_nowhere(world)


async def test_history_that_an_expert_was_shown_is_masked_too() -> None:
    async with a_world(EXPERTS) as world:
        ada, customer = await talking(world, words=f"my pin is {SECRET}")
        await ada.writes("!invite sam")
        await world.desk.agent("sam").clicks("Join")
        await world.desk.agent("sam").is_told(SECRET)
        await ada.writes("!mask")
        await world.desk.shows("has masked something")
        await is_nowhere(world)
        assert customer.is_here


async def test_words_for_one_agent_and_the_note_of_a_hand_over_are_masked_where_they_were_told() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        grace, *_ = await ready(world, "grace")
        whisper = await ada.writes(f"!private @Grace {SECRET}")
        await grace.is_told(SECRET)
        note = await ada.writes(f"!transfer Grace the pin is {SECRET}")
        await grace.is_rung()
        command = await ada.writes(f"!mask {SECRET}")
        await ada.is_told("Masked in every copy")
        for ref in (whisper, note, command):
            await ada.deletes(ref)
        await grace.reloads()  # what stands in a thread for one person alone is wiped by that
        await ada.reloads()
        await is_nowhere(world)


async def test_lists_and_chats_that_were_read_in_private_are_masked_there() -> None:
    async with a_world() as world:
        ada, customer = await talking(world, words=f"my pin is {SECRET}")
        await ada.says("list")
        await ada.says("details 1")
        await ada.is_told("in full")
        await ada.writes("!end yes", customer)
        await customer.hears("The chat has ended.")
        await ada.says("read 1")
        await ada.is_told("Started")
        await world.quiet()
        await ada.says("mask 1")
        await ada.is_told("gone for good")
        await ada.reloads()
        await is_nowhere(world)


async def test_a_held_text_is_masked_in_the_question_about_it() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        held = await ada.writes(f"!nosuchword {SECRET}")
        await ada.is_told("nosuchword")
        command = await ada.writes(f"!mask {SECRET}")
        await ada.is_told("Masked in every copy")
        await ada.deletes(command)
        await ada.deletes(held)
        await ada.reloads()
        await is_nowhere(world)


async def test_an_offer_that_rang_says_the_words_no_more() -> None:
    async with a_world() as world:
        ada, grace = await ready(world, "ada", "grace")
        customer = await world.customer()
        await customer.says(f"my pin is {SECRET}")
        await ada.is_rung()
        assert any("ada" in where for where in await seen(world))
        await ada.clicks("Reject")
        await grace.accepts(customer)
        await grace.writes("!mask")
        await world.desk.shows("has masked something")
        await is_nowhere(world)


async def test_what_the_customer_told_a_bot_is_masked_on_the_card_too() -> None:
    async with a_world({**WITH_BOT, **ROLES}) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        for words, answer in (("hi", "about?"), ("1", "number?"), ("4711", "I fetch somebody.")):
            await customer.says(words)
            await customer.hears(answer)
        await ada.accepts(customer)
        await world.desk.card_shows("4711")
        await ada.writes("!mask")
        await world.desk.shows("has masked something")
        await is_nowhere(world)
        await ada.writes("!unmask")
        await world.desk.card_shows("4711")
