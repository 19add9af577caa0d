"""What is played for the pictures: one module for each part of a shift, a small function for each scene."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any

from scripts.gallery.play import Play
from scripts.gallery.scenes import (
    after,
    answers,
    experts,
    forms,
    holding,
    pages,
    saying,
    switching,
    taking,
    talking,
    whatsapp,
    widget,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene, and what it changes in the shop's settings."""

    play: Callable[[Play], Coroutine[Any, Any, None]]
    changes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of what is played."""
        return self.play.__name__

    @property
    def module(self) -> str:
        """The part of a shift that it belongs to."""
        return self.play.__module__.rpartition(".")[2]


SCENES = (
    Scene(taking.waits, taking.BEYOND),
    Scene(taking.is_left_for_later, taking.CLOSED),
    Scene(taking.begins_with_the_bot, taking.WITH_BOT),
    Scene(taking.is_offered_to_all),
    Scene(taking.rings),
    Scene(taking.goes_to_somebody_else),
    Scene(taking.is_handed_over),
    Scene(taking.goes_to_a_queue),
    Scene(talking.talks),
    Scene(talking.is_answered, talking.SILENCE),
    Scene(talking.is_on_hold, talking.ONE_CHAT),
    Scene(talking.falls_silent, talking.CLOSING),
    Scene(talking.has_company),
    Scene(talking.is_monitored),
    Scene(talking.asks_in_secret),
    Scene(talking.is_not_delivered),
    Scene(after.is_wrapped_up, after.FINISHING),
    Scene(after.ends_by_the_customer),
    Scene(forms.of_a_chat, forms.FINISHING),
    Scene(forms.masking, forms.KEEPING),
    Scene(forms.at_home),
    Scene(forms.writing_first, forms.TEXTING),
    Scene(forms.in_two_steps),
    Scene(forms.at_the_end, forms.FINISHING),
    Scene(whatsapp.sends_a_template),
    Scene(switching.goes_on_by_sms, switching.ROOM),
    Scene(switching.goes_back_to_the_site),
    Scene(answers.about_a_chat),
    Scene(answers.about_past_chats, forms.FINISHING),
    Scene(answers.of_a_supervisor),
    Scene(answers.of_bans),
    Scene(answers.of_a_customer),
    Scene(answers.homes, answers.MUCH_ROOM),
    Scene(holding.by_the_guard),
    Scene(holding.too_late),
    Scene(holding.by_the_brake),
    Scene(holding.files, holding.PREVIEW),
    Scene(holding.too_many_files, holding.ONE_TEXT),
    Scene(holding.beside_the_bot, taking.WITH_BOT),
    Scene(experts.takes_part, experts.ASKED),
    Scene(experts.reads_along, experts.ASKED),
    Scene(experts.comes_too_late, experts.ASKED),
    Scene(widget.talks),
    Scene(widget.attaches),
    Scene(widget.fills_in),
    Scene(widget.rates, widget.ASKED),
    Scene(widget.finds_it_closed, taking.CLOSED),
    Scene(widget.talks_with_the_bot, taking.WITH_BOT),
    Scene(widget.falls_silent, talking.CLOSING),
    Scene(widget.reads_again),
    Scene(pages.opens_a_form),
    Scene(pages.looks_at_their_sessions),
    Scene(pages.signs_in_with_the_suite, pages.BY_SUITE),
    Scene(saying.in_private, saying.REMINDS),
    Scene(saying.in_a_form, forms.FINISHING),
    Scene(saying.in_the_thread),
)
"""In the order in which they are played."""
