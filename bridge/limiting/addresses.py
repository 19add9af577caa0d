"""Under what an address is counted.

Rule: whoever has an IPv6 address has its /64 whole (https://www.rfc-editor.org/rfc/rfc6177), so that counts as one; an
IPv4 address that came in over IPv6 is the IPv4 address.
"""

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address


@lru_cache(maxsize=8192)
def counted_as(address: str) -> str:
    """Give what stands for an address; what is none stands for itself."""
    try:
        found = plain(ip_address(address.partition("%")[0]))
    except ValueError:
        return address
    return str(IPv6Network((int(found), 64), strict=False)) if isinstance(found, IPv6Address) else str(found)


def plain(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Give the IPv4 address behind one that is written as IPv6."""
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address
