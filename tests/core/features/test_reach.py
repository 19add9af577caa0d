"""By which channels a customer can be reached, and why not by the others."""

from core.features.identities import Identity
from core.features.reach import Known, Reach, Way, ways
from core.features.reach_list import ways_listed
from core.ids import AgentId, ChannelName, ExternalRef

WEB, SMS, MESSENGER = ChannelName("web"), ChannelName("sms"), ChannelName("messenger")
CHANNELS = (Known(WEB, "web chat", by_number=False), Known(SMS, "SMS", by_number=True))
ADA = AgentId("ada")


def an_identity(channel: ChannelName = SMS, *, told: bool = True, heard: bool = True, banned: bool = False) -> Identity:
    """Make an address of a customer's."""
    by = ADA if told else None
    return Identity((channel, ExternalRef("1")), channel, "1", told_by=by, heard=heard, banned=banned, here=not told)


def of_sms(*there: tuple[Identity, str]) -> Way:
    """Give how the SMS channel stands to a customer."""
    return ways(CHANNELS, there)[1]


def test_a_channel_without_an_address_says_whether_a_number_would_do() -> None:
    assert [way.reach for way in ways(CHANNELS, ())] == [Reach.UNKNOWABLE, Reach.UNKNOWN]


def test_the_chats_own_channel_is_here_whatever_else_is_known_there() -> None:
    own = an_identity(told=False)

    assert of_sms((an_identity(), ""), (own, "")) == Way("SMS", Reach.HERE, own, channel=SMS)


def test_what_was_told_is_no_consent_and_one_who_has_written_goes_before_it() -> None:
    told, wrote = an_identity(heard=False), an_identity()

    assert of_sms((told, "")).reach is Reach.UNASKED
    assert of_sms((told, ""), (wrote, "")) == Way("SMS", Reach.OPEN, wrote, channel=SMS)


def test_a_ban_goes_before_an_opt_out_and_an_opt_out_before_all_that_could_be_asked() -> None:
    assert of_sms((an_identity(banned=True), "the window is over.")).reach is Reach.BANNED
    assert of_sms((an_identity(heard=False), "they have opted out.")).reach is Reach.CLOSED


def test_an_address_of_a_channel_that_is_set_up_no_longer_is_said_to_be_so() -> None:
    gone = an_identity(MESSENGER)

    assert ways(CHANNELS, ((gone, ""),))[2] == Way("messenger", Reach.GONE, gone, channel=MESSENGER)


def test_a_closed_channel_is_listed_with_its_own_words_and_this_chats_with_what_is_against_it() -> None:
    closed = of_sms((an_identity(), "they have opted out."))
    here = of_sms((an_identity(told=False), "a day has passed."))

    listed = ways_listed((closed, here), 7).splitlines()
    assert listed[1:] == ["• sms 1: they have opted out.", "• sms 1: this chat is here, but a day has passed."]
