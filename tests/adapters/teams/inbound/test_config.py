"""The section of the configuration: what it refuses, and what it takes from the cloud."""

from typing import Any

import pytest
from pydantic import ValidationError

from adapters.teams.clouds import CLOUDS, CloudName
from adapters.teams.config import TeamsSection
from adapters.teams.hosts import is_file_host, is_service

NEEDED = {"app_id": "b01d", "app_secret": "s3cret", "tenant": "contoso"}


def a_section(**given: Any) -> TeamsSection:
    return TeamsSection.model_validate(NEEDED | given)


@pytest.mark.parametrize("missing", ["app_id", "app_secret", "tenant"])
def test_nothing_starts_without_the_apps_own_credentials(missing: str) -> None:
    with pytest.raises(ValidationError, match=missing):
        TeamsSection.model_validate({key: value for key, value in NEEDED.items() if key != missing})


@pytest.mark.parametrize("empty", ["app_id", "app_secret", "tenant"])
def test_an_empty_credential_is_none(empty: str) -> None:
    with pytest.raises(ValidationError, match=empty):
        a_section(**{empty: ""})


def test_people_of_the_apps_own_tenant_are_let_in_unless_others_are_named() -> None:
    assert a_section().tenants() == {"contoso"}
    assert a_section(allowed_tenants=("contoso", "fabrikam")).tenants() == {"contoso", "fabrikam"}


@pytest.mark.parametrize("cloud", list(CloudName))
def test_a_cloud_gives_every_address(cloud: CloudName) -> None:
    assert a_section(cloud=cloud).addresses() == CLOUDS[cloud]
    assert all(url.startswith("https://") for url in (CLOUDS[cloud].login_url, CLOUDS[cloud].metadata_url))


def test_each_address_can_be_another_one() -> None:
    base = "http://127.0.0.1:8900/teams"
    section = a_section(
        login_url=f"{base}/login",
        metadata_url=f"{base}/metadata",
        service_url=f"{base}/amer/",
        graph_url=f"{base}/graph",
        token_scope="scope",
        files_hosts=("127.0.0.1:8900",),
    )

    found = section.addresses()

    assert (found.login_url, found.metadata_url, found.graph_url) == (
        f"{base}/login",
        f"{base}/metadata",
        f"{base}/graph",
    )
    assert (found.service_url, found.token_scope, found.files_hosts) == (f"{base}/amer", "scope", ("127.0.0.1:8900",))
    assert is_service(f"{base}/amer/v3/conversations", found.service_hosts)


@pytest.mark.parametrize("name", ["login_url", "metadata_url", "service_url", "graph_url"])
def test_no_secret_travels_unprotected(name: str) -> None:
    with pytest.raises(ValidationError, match="must begin with https://"):
        a_section(**{name: "http://proxy.example"})


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("*.trafficmanager.net", "write it in full"),
        ("http://smba.example/amer", "must begin with https://"),
        ("smba example", "is no host"),
    ],
)
def test_a_service_is_named_in_full_and_reached_safely(written: str, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        a_section(service_urls=(written,))


def test_sharepoint_s_folders_are_of_a_team_that_is_named() -> None:
    assert a_section(graph={"sharepoint": True}, team="6a0e1f0c").graph.sharepoint

    with pytest.raises(ValidationError, match="sharepoint needs team"):
        a_section(graph={"sharepoint": True})


def test_other_signers_need_their_keys() -> None:
    with pytest.raises(ValidationError, match="issuers needs metadata_url"):
        a_section(issuers=("https://sts.example/",))


def test_a_host_of_files_is_a_host() -> None:
    with pytest.raises(ValidationError, match="is no host"):
        a_section(files_hosts=("https://contoso.sharepoint.com/",))


PUBLIC = CLOUDS[CloudName.PUBLIC].service_hosts


@pytest.mark.parametrize("url", ["https://smba.trafficmanager.net/amer/", "https://smba.trafficmanager.net:443/emea"])
def test_the_connectors_host_is_the_connector_on_every_path(url: str) -> None:
    assert is_service(url, PUBLIC)


@pytest.mark.parametrize(
    "url",
    [
        "https://mine.trafficmanager.net/amer/",
        "https://smba.trafficmanager.net.evil.example/amer/",
        "https://evil.example/smba.trafficmanager.net",
        "https://smba.trafficmanager.net@evil.example/",
        "https://user:pass@smba.trafficmanager.net/",
        "https://evil.example\\@smba.trafficmanager.net/",
        "https://smba.trafficmanager.net:8443/",
        "http://smba.trafficmanager.net/amer/",
        "https://smba.trafficmanager.net:99999/",
        "ftp://smba.trafficmanager.net/",
        "https://smba.trafficmanager.net/a b",
        "//smba.trafficmanager.net/",
        "",
    ],
)
def test_nobody_else_is_the_connector(url: str) -> None:
    assert not is_service(url, PUBLIC)


def test_an_address_that_only_begins_like_an_allowed_one_is_another() -> None:
    allowed = ("https://proxy.example/teams/",)

    assert is_service("https://proxy.example/teams", allowed)
    assert is_service("https://proxy.example/teams/amer", allowed)
    assert not is_service("https://proxy.example/teams-of-others", allowed)


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://contoso-my.sharepoint.com/personal/ada/file.png", True),
        ("https://sharepoint.com/file", False),
        ("https://sharepoint.com.evil.example/file", False),
        ("http://contoso.sharepoint.com/file", False),
        ("https://127.0.0.1/latest/meta-data", False),
    ],
)
def test_files_come_from_their_hosts_only(url: str, may: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert is_file_host(url, CLOUDS[CloudName.PUBLIC].files_hosts) is may
