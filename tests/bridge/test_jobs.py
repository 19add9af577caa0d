"""Jobs come back from the outbox as they went in, and what can't be read says so."""

import json
from typing import get_args

import pytest

from bridge.delivery.aside_jobs import AsideJob, AsideNoticeJob, AsidePostJob
from bridge.delivery.bodies import JobUnknown, body_of, job_from
from bridge.delivery.jobs import (
    AskBotJob,
    BringInJob,
    ChangePlaceCardJob,
    CloseOfferJob,
    CustomerSideJob,
    DeskJob,
    HomeJob,
    Job,
    MarkJob,
    NoticeJob,
    OpenChannelJob,
    OpenThreadJob,
    PlaceCardJob,
    PostJob,
    TellJob,
    TranscriptMailJob,
    TurnJob,
    ViewJob,
    WrapUpCardJob,
)
from bridge.delivery.looking import SHOWS
from bridge.delivery.receipt_jobs import FailureCardJob, ReceiptsJob
from bridge.delivery.rows import URGENT, outgoing
from bridge.delivery.vault_jobs import DropValuesJob
from bridge.store.codec import dump_mapping, load_mapping
from core.commands.model import ViewName
from core.conversation.effects import CustomerTurn, OfferOutcome
from core.conversation.expert import ExpertMode
from core.ids import AgentId, ConversationId, ExternalRef, InvitationId, MessageId, OfferId, PersonRef
from core.sentences import say

ADA = PersonRef("T/U0ADA")
JOBS: tuple[Job, ...] = (
    OpenThreadJob((ExternalRef("T/C1"), ExternalRef("T/C2"))),
    BringInJob(ADA),
    PostJob(MessageId("m1"), files=2),
    NoticeJob(say("thread_left", agent="ada")),
    NoticeJob(say("thread_earlier"), (ConversationId("c1"), ConversationId("c2"))),
    MarkJob(MessageId("m1"), settled=True, first=True),
    TellJob(ADA, say("offer_taken", name="Zoë"), in_thread=True, agent=AgentId("ada")),
    ViewJob(ADA, next(iter(ViewName)), ExternalRef("T/C1/1.2")),
    CloseOfferJob(OfferId("o1"), AgentId("ada"), ADA, OfferOutcome.TAKEN, AgentId("bob")),
    PlaceCardJob(ExternalRef("T/C1"), "flag", AgentId("ada"), MessageId("m1")),
    ChangePlaceCardJob(ExternalRef("T/C1"), "waits", AgentId("ada")),
    HomeJob(ADA),
    TurnJob(CustomerTurn.JOINED, AgentId("ada")),
    WrapUpCardJob(begins=True),
    FailureCardJob(MessageId("m1"), begins=True),
    ReceiptsJob((MessageId("m1"), MessageId("m2"))),
    TranscriptMailJob("grace@customer.example", private=True),
    AsidePostJob(InvitationId("i1"), (MessageId("m1"), MessageId("m2")), files=1),
    AsideNoticeJob(InvitationId("i1"), say("expert_now_consult"), ExpertMode.CONSULT),
    DropValuesJob("form1"),
)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.kind)
def test_a_job_comes_back_as_it_was(job: Job) -> None:
    assert job_from(body_of(job)) == job
    assert job_from(load_mapping(dump_mapping(body_of(job)))) == job


def test_a_body_says_its_kind_and_may_carry_more_than_its_job() -> None:
    body = json.loads(dump_mapping(body_of(PostJob(MessageId("m1")))))

    assert body == {"kind": "post", "message": "m1", "files": 0, "answers": False}
    assert job_from({**body, "trace": "00-1-2-01"}) == PostJob(MessageId("m1"))


def test_a_field_that_was_added_later_has_its_default() -> None:
    assert job_from({"kind": "mark", "message": "m1"}) == MarkJob(MessageId("m1"))


@pytest.mark.parametrize(
    "body", [{}, {"kind": "of a later version"}, {"kind": "post"}, {"kind": "turn", "turn": "somersault"}]
)
def test_a_body_that_cannot_be_read_says_so(body: dict[str, str]) -> None:
    with pytest.raises(JobUnknown):
        job_from(body)


def test_it_is_known_of_every_job_what_it_shows() -> None:
    assert set(SHOWS) == {
        *get_args(DeskJob),
        *get_args(AsideJob),
        *get_args(CustomerSideJob),
        AskBotJob,
        TranscriptMailJob,
        DropValuesJob,
    }


@pytest.mark.parametrize("job", [OpenThreadJob((ExternalRef("T/C1"),)), OpenChannelJob((ExternalRef("T/C1"),))])
def test_openings_are_urgent_as_the_look_for_one_under_way_believes(job: Job) -> None:
    assert outgoing(job, ConversationId("c1"), "desk:slack", "k1").priority == URGENT
