"""Microsoft's clouds: where each has its sign-in, its keys, its service and its people.

Rules:
1. A value here is only a default: the configuration can name another for each (`desks.teams`).
2. Hosts are exact: anybody can register a name under trafficmanager.net.

https://learn.microsoft.com/previous-versions/microsoftteams/platform/concepts/sovereign-cloud
https://learn.microsoft.com/azure/bot-service/how-to-deploy-gov-cloud-high
https://learn.microsoft.com/graph/deployments
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from types import MappingProxyType


class CloudName(StrEnum):
    """Which cloud the tenant lives in."""

    PUBLIC = auto()
    GCC = auto()
    """US Government Community Cloud: its people are in the public cloud, its service has an address of its own."""
    GCCH = auto()
    """US Government, GCC High."""
    DOD = auto()
    """US Department of Defense."""
    CHINA = auto()
    """China, run by 21Vianet."""


@dataclass(frozen=True, slots=True)
class Cloud:
    """The addresses of one cloud. `service_url` is where to begin before anybody wrote; empty where nobody says."""

    login_url: str
    token_scope: str
    issuer: str
    metadata_url: str
    service_hosts: tuple[str, ...]
    service_url: str
    graph_url: str
    teams_url: str
    files_hosts: tuple[str, ...]


_PUBLIC = Cloud(
    login_url="https://login.microsoftonline.com",
    token_scope="https://api.botframework.com/.default",  # noqa: S106 - a scope, not a password
    issuer="https://api.botframework.com",
    metadata_url="https://login.botframework.com/v1/.well-known/openidconfiguration",
    service_hosts=("smba.trafficmanager.net",),
    service_url="https://smba.trafficmanager.net/teams",
    graph_url="https://graph.microsoft.com/v1.0",
    teams_url="https://teams.microsoft.com",
    files_hosts=("*.sharepoint.com",),
)


def _government(name: str, graph: str, teams: str, files: str) -> Cloud:
    """Give one of the two clouds that are in Azure Government."""
    host = f"smba.infra.{name}.teams.microsoft.us"
    return Cloud(
        login_url="https://login.microsoftonline.us",
        token_scope="https://api.botframework.us/.default",  # noqa: S106 - a scope, not a password
        issuer="https://api.botframework.us",
        metadata_url="https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
        service_hosts=(host,),
        service_url=f"https://{host}/teams",
        graph_url=f"https://{graph}/v1.0",
        teams_url=f"https://{teams}",
        files_hosts=(files,),
    )


CLOUDS: Mapping[CloudName, Cloud] = MappingProxyType(
    {
        CloudName.PUBLIC: _PUBLIC,
        CloudName.GCC: Cloud(
            login_url=_PUBLIC.login_url,
            token_scope=_PUBLIC.token_scope,
            issuer=_PUBLIC.issuer,
            metadata_url=_PUBLIC.metadata_url,
            service_hosts=("smba.infra.gcc.teams.microsoft.com",),
            service_url="https://smba.infra.gcc.teams.microsoft.com/teams",
            graph_url=_PUBLIC.graph_url,
            teams_url=_PUBLIC.teams_url,
            files_hosts=_PUBLIC.files_hosts,
        ),
        CloudName.GCCH: _government("gov", "graph.microsoft.us", "gov.teams.microsoft.us", "*.sharepoint.us"),
        CloudName.DOD: _government("dod", "dod-graph.microsoft.us", "dod.teams.microsoft.us", "*.sharepoint-mil.us"),
        CloudName.CHINA: Cloud(
            login_url="https://login.partner.microsoftonline.cn",
            token_scope="https://api.botframework.azure.cn/.default",  # noqa: S106 - a scope, not a password
            issuer="https://api.botframework.azure.cn",
            metadata_url="https://login.botframework.azure.cn/v1/.well-known/openidconfiguration",
            service_hosts=("frontend.botapi.msg.infra.teams.microsoftonline.cn",),
            service_url="",
            graph_url="https://microsoftgraph.chinacloudapi.cn/v1.0",
            teams_url="https://teams.microsoftonline.cn",
            files_hosts=("*.sharepoint.cn",),
        ),
    }
)
