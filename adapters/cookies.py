"""What our cookies are called, and where they hold.

Rule: over https each is bound to this host, and to nothing below or beside it, which browsers see to by the name
(https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes). Without https, as on a
developer's machine, browsers would refuse such a name.
"""

PATH = "/"


def cookie_name(name: str, *, is_https: bool) -> str:
    """Give the name under which browsers keep it."""
    return f"__Host-{name}" if is_https else name
