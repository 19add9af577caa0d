"""The `teams` section of the configuration.

Rules:
1. Every address of Microsoft's is a setting, so that a playground, a national cloud or a proxy can take its place;
   `cloud` gives the defaults of all of them.
2. Without the app's id and secret nothing starts: the vendor's own library would then take everything from everybody.
3. Who may write is listed: the tenants, and the hosts of the connector.
"""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator

from adapters.teams.clouds import CLOUDS, Cloud, CloudName
from adapters.teams.hosts import is_host, is_secure
from adapters.teams.ids import PERSON_FORM, PLACE_FORM
from config.addresses import BaseUrl, check_base_url
from config.base import DeskSection, Form, Part
from config.secret import Secret

Id = Annotated[str, Field(pattern=r"^[^\s/#?]+$")]


class Issuer(Part):
    """A second authority whose tokens are taken, and where its keys are published."""

    issuer: Annotated[str, Field(min_length=1)] = Field(
        description="What its tokens name as their issuer, to the letter."
    )
    metadata_url: BaseUrl = Field(description="Its OpenID configuration, which says where its keys are.")


class Graph(Part):
    """What the bridge may do by Microsoft Graph; each needs a permission of the app's."""

    history: bool = Field(
        default=True,
        description="Whether a post whose answer was lost is looked for in its channel, so that nothing stands there "
        "twice (ChannelMessage.Read.Group, which the app has where reads_all is on).",
    )
    sharepoint: bool = Field(
        default=False, description="Whether files in channels are read and written in SharePoint (Files.ReadWrite.All)."
    )
    presence: bool = Field(
        default=False, description="Whether agents' presence is read as a hint (Presence.Read.All). Not in China."
    )


class TeamsSection(DeskSection):
    """One Microsoft Teams tenant in which agents work."""

    agent_id: ClassVar[Form | None] = Form(
        pattern=PERSON_FORM, example="7e4a1f0c-90d4-4a31-8a52-6a1d2c3b4e5f/a01b2c3d-4e5f-4061-8273-8495a6b7c8d9"
    )
    place_id: ClassVar[Form | None] = Form(pattern=PLACE_FORM, example="19:8d1f0c90d44a31@thread.tacv2")

    app_id: Id = Field(description="The app's id (its Microsoft Entra application id), which is the bot's too.")
    app_secret: Secret = Field(description="The value of the app's client secret.")
    tenant: Id = Field(
        description="The tenant that the app is registered in: its id. Tokens are asked of it; people of this tenant "
        "are let in."
    )
    allowed_tenants: tuple[Id, ...] = Field(
        default=(), description="The tenants whose people may use the bridge. Left out: only `tenant`."
    )
    cloud: CloudName = Field(
        default=CloudName.PUBLIC,
        description="Which of Microsoft's clouds the tenant is in; gives the defaults of every address below.",
    )
    login_url: BaseUrl | None = Field(
        default=None, description="Where the app signs in. Left out: as the cloud has it."
    )
    token_scope: Annotated[str, Field(min_length=1)] | None = Field(
        default=None, description="For what the app's tokens are asked. Left out: as the cloud has it."
    )
    issuers: tuple[Annotated[str, Field(min_length=1)], ...] = Field(
        default=(),
        description="Who signs what comes from Teams, with keys from metadata_url. Left out: as the cloud has it.",
    )
    metadata_url: BaseUrl | None = Field(
        default=None,
        description="The OpenID configuration that says where the keys of Teams' tokens are. "
        "Left out: as the cloud has it.",
    )
    other_issuers: tuple[Issuer, ...] = Field(
        default=(), description="Further authorities whose tokens are taken, each with keys of its own."
    )
    service_urls: tuple[str, ...] = Field(
        default=(),
        description="Hosts of Teams' connector, or addresses that it is below; nobody else is taken as Teams or shown "
        "our token. Left out: as the cloud has them.",
    )
    service_url: BaseUrl | None = Field(
        default=None,
        description="Where the connector is before anybody has written; then it is where Teams says. "
        "Left out: as the cloud has it.",
    )
    graph_url: BaseUrl | None = Field(
        default=None, description="Where Microsoft Graph answers. Left out: as the cloud has it."
    )
    teams_url: BaseUrl | None = Field(
        default=None, description="Where links into Teams lead. Left out: as the cloud has it."
    )
    files_hosts: tuple[str, ...] = Field(
        default=(),
        description="Hosts that files are fetched from and sent to, as in *.sharepoint.com. "
        "Left out: as the cloud has them.",
    )
    reads_all: bool = Field(
        default=True,
        description="Whether the app has the permission to read all messages of its channels "
        "(ChannelMessage.Read.Group). Without it an agent must mention the bot in every message.",
    )
    targeted: bool = Field(
        default=False,
        description="Whether private answers are shown inside the channel, by Teams' preview of targeted messages. "
        "Left out: they come in the personal chat.",
    )
    receipts: Literal["message", "card"] = Field(
        default="message",
        description="Where it stands what became of an agent's message: message, as a reaction of the bot's under it, "
        "by Teams' preview of reactions; or card, on the chat's card alone. Where Teams refuses reactions, it is the "
        "card in any case.",
    )
    post_limit: Literal["teams", "none"] = Field(
        default="teams",
        description="Whether the bridge itself stays below Teams' limits for posts, in a channel and in the tenant: "
        "teams, or none. None is for measurements against a stand-in.",
    )
    team: Id | None = Field(
        default=None,
        description="The team of the channels: its group id, for links that open a chat in Teams.",
    )
    graph: Graph = Field(default=Graph(), description="What the bridge may do by Microsoft Graph.")

    @field_validator("service_urls")
    @classmethod
    def _services_are_hosts_or_addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_service(one) for one in value)

    @field_validator("files_hosts")
    @classmethod
    def _files_are_on_hosts(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for one in value:
            if not is_host(one):
                raise ValueError(f"{one!r} is no host: write it as in contoso.sharepoint.com or *.sharepoint.com")
        return value

    @field_validator("login_url", "metadata_url", "service_url", "graph_url")
    @classmethod
    def _secrets_travel_safely(cls, value: str | None) -> str | None:
        if value is not None and not is_secure(value):
            raise ValueError("must begin with https://, or what is secret could be read on the way")
        return value

    @model_validator(mode="after")
    def _issuers_have_their_keys(self) -> Self:
        if self.issuers and self.metadata_url is None:
            raise ValueError("issuers needs metadata_url: where the keys are that these issuers sign with")
        return self

    @model_validator(mode="after")
    def _folders_are_a_team_s(self) -> Self:
        if self.graph.sharepoint and self.team is None:
            raise ValueError("graph -> sharepoint needs team: the group id of the team in whose folders the files lie")
        return self

    def addresses(self) -> Cloud:
        """Give all addresses: the cloud's, with those that are set in their place."""
        given = CLOUDS[self.cloud]
        named = (self.service_url,) if self.service_url else ()
        return Cloud(
            login_url=self.login_url or given.login_url,
            token_scope=self.token_scope or given.token_scope,
            issuer=self.issuers[0] if self.issuers else given.issuer,
            metadata_url=self.metadata_url or given.metadata_url,
            service_hosts=(*(self.service_urls or given.service_hosts), *named),
            service_url=self.service_url or given.service_url,
            graph_url=self.graph_url or given.graph_url,
            teams_url=self.teams_url or given.teams_url,
            files_hosts=self.files_hosts or given.files_hosts,
        )

    def tenants(self) -> frozenset[str]:
        """Give the tenants whose people are let in."""
        return frozenset(self.allowed_tenants or (self.tenant,))


def _service(written: str) -> str:
    """Take a host, or an address that others are below. Raises `ValueError` for anything else."""
    if "://" in written:
        if not is_secure(written):
            raise ValueError(f"{written!r} must begin with https://, or our token could be read on the way")
        return check_base_url(written)
    if not is_host(written) or written.startswith("*."):
        raise ValueError(f"{written!r} is no host: write it in full, as in smba.trafficmanager.net")
    return written
