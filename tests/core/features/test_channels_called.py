"""Whatever is read about a chat calls its channel as people do."""

from dataclasses import replace

from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.features.beside_cards import Beside, flag_card, waits_card
from core.features.cards import OfferScene, Scene, offer_card, root_card
from core.features.details import details
from core.features.transcript import Audience, Material, transcript
from core.ids import ChannelName
from tests.build import ADA, NOW, a_conversation, a_directory, a_queue

CHAT = a_conversation()
CALLED = {ChannelName("web"): "web chat"}
DIRECTORY = replace(a_directory(), channels=CALLED)
SCENE = Scene(CHAT, a_queue(), DIRECTORY, Registry(ALL))


def test_cards_call_the_channel_as_people_do() -> None:
    assert root_card(SCENE).footnote == "#1 · Billing · web chat"
    assert offer_card(OfferScene(SCENE, NOW)).footnote == "#1 · web chat"
    assert flag_card(Beside(SCENE, ADA)).footnote == "#1 · Billing · web chat"
    assert waits_card(Beside(SCENE, ADA)).footnote == "#1 · Billing · web chat"


def test_details_and_transcripts_call_channels_as_people_do() -> None:
    assert "Channel: web chat" in details(CHAT, DIRECTORY).splitlines()
    for audience in Audience:
        assert ("Channel", "web chat") in transcript(Material(CHAT, "Billing", channels=CALLED), audience).details


def test_a_channel_that_is_set_up_no_longer_has_its_name_in_the_configuration() -> None:
    gone = replace(SCENE, directory=a_directory())

    assert root_card(gone).footnote == "#1 · Billing · web"
    assert ("Channel", "web") in transcript(Material(CHAT, "Billing"), Audience.CUSTOMER).details
