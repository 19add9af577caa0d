"""Which host a call of the SDK's goes to: the configured one, and beside Twilio's own the Content API's."""

from urllib.parse import urlsplit

import pytest

from adapters.twilio.rest import host_of


@pytest.mark.parametrize(
    ("base", "asked", "host"),
    [
        ("https://api.twilio.com", "https://api.twilio.com/2010-04-01/Accounts", "api.twilio.com"),
        ("https://api.twilio.com", "https://content.twilio.com/v1/Content", "content.twilio.com"),
        ("https://api.dublin.ie1.twilio.com", "https://content.twilio.com/v1", "content.dublin.ie1.twilio.com"),
        ("https://proxy.example:8443", "https://content.twilio.com/v1/Content", "proxy.example:8443"),
        ("https://api.twilio.com.example", "https://content.twilio.com/v1", "api.twilio.com.example"),
        ("https://api.twilio.com", "https://evil.example/v2/Content?Page=2", "api.twilio.com"),
        ("https://api.twilio.com", "https://content.evil.example/v2/Content", "content.twilio.com"),
    ],
)
def test_credentials_go_to_the_configured_host_or_to_twilios_content_api(base: str, asked: str, host: str) -> None:
    assert host_of(urlsplit(base), urlsplit(asked)) == host
