"""What the sections of Meta's channels have in common.

Rule: Meta's address and the version of its API are settings, so that a playground, a proxy or next year can take their
place.
"""

from typing import Annotated

from pydantic import Field

from adapters.late_replies import LateReplies, LateReply
from adapters.timeouts import AnswerTime
from config.addresses import BaseUrl
from config.base import ChannelSection
from config.durations import read_duration
from config.secret import Secret

GRAPH = "https://graph.facebook.com"
Host = Annotated[str, Field(pattern=r"^(\*\.)?[a-z0-9.-]+(:[0-9]+)?$")]


class MetaSection(ChannelSection):
    """The settings of an app at Meta."""

    app_secret: Secret = Field(description="The app's secret, with which Meta signs its requests.")
    previous_app_secret: Secret | None = Field(
        default=None, description="The earlier app secret, still accepted in signatures while you change it."
    )
    verify_token: Secret = Field(description="A word of your own, which you also tell Meta with the webhook's address.")
    graph_version: Annotated[str, Field(pattern=r"^v[0-9]{1,2}\.[0-9]$")] = Field(
        default="v25.0", description="The version of Meta's Graph API that is called."
    )
    late_replies: LateReplies = LateReply.NEW_CHAT
    api_url: BaseUrl = Field(default=GRAPH, description="Where Meta's Graph API answers.")
    timeout: AnswerTime = read_duration("20s")
    media_hosts: tuple[Host, ...] = Field(
        default=("*.fbcdn.net", "*.fbsbx.com"),
        description="Hosts from which customers' files are fetched, beside that of api_url; *. is any name before it.",
    )

    @property
    def secrets(self) -> tuple[str, ...]:
        """Give the secrets by which a request may be signed."""
        both = (self.app_secret, self.previous_app_secret)
        return tuple(one.get_secret_value() for one in both if one is not None)
