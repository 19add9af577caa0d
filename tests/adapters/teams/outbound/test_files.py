"""Files on Teams: signed links and SharePoint in channels, offers in personal chats."""

from typing import Any

import pytest

from adapters.teams.consents import CONSENT, INFO
from adapters.teams.desk import TeamsDesk
from adapters.teams.ids import make_file, make_message, make_personal
from core.errors import Permanent, Transient
from core.ids import ExternalRef, FileId
from core.messages import Media, Text, Unfetched
from core.ports import Receipt
from playground.teams.file_attachments import web_address
from playground.teams.model import Message
from tests.adapters.teams.outbound.values import CARD, a_post
from tests.adapters.teams.outbound.workplace import PLACE, Workplace, link_of

NORTHWIND_GROUP = "6a0e0000-0000-4000-8000-0000000000c1"
TEA = b"darjeeling"


def with_sharepoint(work: Workplace) -> TeamsDesk:
    """Give a desk that may use the team's SharePoint."""
    return work.another_desk(graph={"sharepoint": True}, team=NORTHWIND_GROUP)


async def in_channel(work: Workplace, desk: TeamsDesk, *parts: Text | Media) -> tuple[Receipt, Message]:
    """Post in a chat's chain; give the receipt and the last message."""
    thread = (await desk.open_thread(PLACE, CARD, "open-1")).thread
    receipt = await desk.post(thread, a_post(parts=parts))
    return receipt, work.pg.teams.messages(thread)[-1]


async def offered(work: Workplace, *media: Media) -> tuple[Receipt, list[Message]]:
    """Post in Ada's chat with the bot; give the receipt and what stands there."""
    chat = (await work.pg.teams.simulate.open_personal(user="ada"))["conversation"]
    receipt = await work.desk.post(make_personal(chat), a_post(parts=(Text("here"), *media)))
    return receipt, standing(work, chat)


def standing(work: Workplace, chat: str) -> list[Message]:
    return [one for one in work.pg.teams.messages(chat) if not one.deleted]


def upload(work: Workplace, media: Media) -> dict[str, Any]:
    """Say yes to a file as Teams does: give where it may be sent."""
    from playground.teams.file_attachments import new_file  # noqa: PLC0415 - it is the vendor's side

    file = new_file(work.pg.teams, media.name, "ada", "onedrive")
    file.size, file.uploaded = media.size, False
    address = f"{work.pg.url}/teams/onedrive/upload/{file.secret}"
    told = {"contentUrl": web_address(work.pg.teams, file), "uploadUrl": address, "name": media.name}
    return {**told, "uniqueId": file.id, "fileType": "txt"}


async def test_a_file_in_a_channel_is_a_signed_link(work: Workplace) -> None:
    tea = work.files.add("tea.txt", TEA)

    _, shown = await in_channel(work, work.desk, Text("here"), tea)

    assert link_of(tea).replace("&", "&amp;") in shown.text
    assert shown.attachments == []


async def test_a_file_goes_into_the_channel_s_folder_once_where_the_app_may_write_there(work: Workplace) -> None:
    desk, tea = with_sharepoint(work), work.files.add('a "tea"?.txt', TEA, "text/plain")

    receipt, shown = await in_channel(work, desk, tea)
    assert receipt.ref is not None
    await desk.change(receipt.ref, a_post(parts=(tea,), edited=True))

    (kept,) = [one for one in work.pg.teams.store.files.values() if one.place == "sharepoint"]
    assert (kept.name, kept.content) == ("a _tea__ file-0.txt", TEA)
    assert web_address(work.pg.teams, kept) in shown.text
    assert "bridge.example" not in shown.text


async def test_a_deleted_post_takes_its_file_out_of_the_channel_s_folder(work: Workplace) -> None:
    desk = with_sharepoint(work)
    receipt, shown = await in_channel(work, desk, work.files.add("tea.txt", TEA))
    assert receipt.ref is not None
    work.pg.faults.add("graph", "500", vendor="teams")
    with pytest.raises(Transient):
        await with_sharepoint(work).change(receipt.ref, a_post("", deleted=True))

    for _ in range(2):
        await with_sharepoint(work).change(receipt.ref, a_post("", deleted=True))

    assert "tea" not in shown.text
    assert not [one for one in work.pg.teams.store.files.values() if one.place == "sharepoint"]


@pytest.mark.parametrize("kind", ["500", "outage", "reset"])
async def test_a_file_that_sharepoint_does_not_take_is_a_signed_link(work: Workplace, kind: str) -> None:
    work.pg.faults.add("graph", kind, vendor="teams", times=None)

    _, shown = await in_channel(work, with_sharepoint(work), work.files.add("tea.txt", TEA))

    assert "https://bridge.example/file/" in shown.text


async def test_a_channel_s_file_is_fetched_through_graph(work: Workplace) -> None:
    desk = with_sharepoint(work)
    sent = {"name": "tea.txt", "mimetype": "text/plain", "base64": "dGVh"}
    await work.pg.teams.simulate.post(user="ada", conversation=PLACE, text="here", files=(sent,))
    (kept,) = work.pg.teams.store.files.values()
    source = make_file(web_address(work.pg.teams, kept), in_sharepoint=True)
    file = Unfetched(source, "tea.txt", "text/plain", 0)

    assert b"".join([piece async for piece in desk.fetch(file)]) == b"tea"
    with pytest.raises(Permanent) as failure:
        _ = [piece async for piece in work.desk.fetch(file)]
    assert failure.value.reason is not None
    assert failure.value.reason.key == "teams_file_elsewhere"
    work.pg.faults.add("graph", "429", vendor="teams", times=None)
    work.pg.faults.add("files", "429", vendor="teams", times=None)
    with pytest.raises(Transient):
        _ = [piece async for piece in desk.fetch(file)]


async def test_a_file_of_sharepoint_s_that_is_gone_says_so(work: Workplace) -> None:
    file = Unfetched(make_file("https://northwind.sharepoint.com/gone.txt", in_sharepoint=True), "gone.txt", "", 0)

    with pytest.raises(Permanent):
        _ = [piece async for piece in with_sharepoint(work).fetch(file)]


async def test_a_file_in_a_personal_chat_is_offered_and_becomes_the_person_s(work: Workplace) -> None:
    tea = work.files.add("tea.txt", TEA, "text/plain")
    receipt, (words, offer) = await offered(work, tea)
    assert "📎 tea.txt" in words.text
    assert (offer.attachments[0]["contentType"], offer.attachments[0]["name"]) == (CONSENT, "tea.txt")
    assert [receipt.ref, *receipt.more] == [make_message(one.conversation, one.id) for one in (words, offer)]

    told = upload(work, tea)
    await work.another_desk().give_file(receipt.more[0], told)

    assert [one.content for one in work.pg.teams.store.files.values() if one.uploaded] == [TEA]
    shown = offer.attachments[0]
    assert (shown["contentType"], shown["contentUrl"]) == (INFO, told["contentUrl"])


async def test_a_file_that_is_not_wanted_is_named(work: Workplace) -> None:
    receipt, (_, offer) = await offered(work, work.files.add("tea.txt", TEA))

    await work.desk.keep_file(receipt.more[0])

    assert "tea.txt · not taken" in offer.text
    assert offer.attachments == []


async def test_nothing_is_handed_over_for_a_card_that_offers_nothing_or_to_anybody_else(work: Workplace) -> None:
    secret, tea = work.files.add("secret.txt", b"secret"), work.files.add("tea.txt", TEA)
    receipt, (words, offer) = await offered(work, tea)
    told = upload(work, secret)

    await work.desk.give_file(make_message(words.conversation, words.id), told)
    await work.desk.give_file(receipt.more[0], {**told, "uploadUrl": "https://evil.example/upload"})
    await work.desk.keep_file(make_message(words.conversation, words.id))

    assert not [one for one in work.pg.teams.store.files.values() if one.content]
    assert offer.attachments[0]["contentType"] == CONSENT


@pytest.mark.parametrize("kind", ["500", "outage", "reset"])
async def test_a_file_that_could_not_be_handed_over_is_still_offered(work: Workplace, kind: str) -> None:
    tea = work.files.add("tea.txt", TEA)
    receipt, (_, offer) = await offered(work, tea)
    work.pg.faults.add("files", kind, vendor="teams", times=2)

    await work.desk.give_file(receipt.more[0], upload(work, tea))
    assert offer.attachments[0]["contentType"] == CONSENT
    work.pg.faults.clear()
    await work.desk.give_file(receipt.more[0], upload(work, tea))

    assert offer.attachments[0]["contentType"] == INFO


async def test_a_file_whose_bytes_are_gone_is_named_and_not_offered(work: Workplace) -> None:
    _, shown = await offered(work, Media(FileId("gone"), "gone.txt", "text/plain", 4))

    (words,) = shown
    assert "gone.txt" in words.text
    assert "can't be shown here" in words.text


async def test_a_file_whose_bytes_went_meanwhile_is_named(work: Workplace) -> None:
    tea = work.files.add("tea.txt", TEA)
    receipt, (_, offer) = await offered(work, tea)
    told = upload(work, tea)
    work.files.kept.clear()

    await work.desk.give_file(receipt.more[0], told)

    assert "not taken" in offer.text


async def test_a_changed_post_keeps_its_offers_and_a_deleted_one_takes_them_along(work: Workplace) -> None:
    tea = work.files.add("tea.txt", TEA)
    receipt, (words, offer) = await offered(work, tea)
    assert receipt.ref is not None

    await work.desk.change(receipt.ref, a_post(parts=(Text("long " * 3_000), tea), edited=True))
    assert "📎 tea.txt" in words.text
    assert offer.attachments[0]["contentType"] == CONSENT
    await work.another_desk().change(receipt.ref, a_post("here", deleted=True))

    (left,) = standing(work, words.conversation)
    assert "deleted" in left.text
    assert ExternalRef(f"{left.conversation}#{left.id}") == receipt.ref


async def test_a_file_of_a_personal_chat_is_fetched(work: Workplace) -> None:
    chat = (await work.pg.teams.simulate.open_personal(user="ada"))["conversation"]
    sent = {"name": "tea.txt", "mimetype": "text/plain", "base64": "dGVh"}
    await work.pg.teams.simulate.post(user="ada", conversation=chat, text="here", files=(sent,))
    (file,) = work.pg.teams.store.files.values()
    url = f"{work.pg.url}/teams/onedrive/download/{file.secret}"

    data = b"".join([piece async for piece in work.desk.fetch(Unfetched(ExternalRef(url), "tea.txt", "", 3))])

    assert data == b"tea"


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("https://evil.example/tea.txt", "teams_file_host"),
        ("sharepoint:tea.txt", "teams_file_elsewhere"),
        ("{pg}/teams/onedrive/download/nothing", "teams_file_gone"),
    ],
)
async def test_a_file_that_can_t_be_had_says_why(work: Workplace, source: str, key: str) -> None:
    file = Unfetched(ExternalRef(source.replace("{pg}", work.pg.url)), "tea.txt", "", 3)

    with pytest.raises(Permanent) as failure:
        _ = [piece async for piece in work.desk.fetch(file)]

    assert failure.value.reason is not None
    assert failure.value.reason.key == key
