"""To which addresses a webhook may connect: none inside a private network.

The name is resolved once and the connection goes to exactly the address that was checked, so that an answer of the
DNS that changes a moment later leads nowhere else.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, Final

from django.conf import settings

from api.webhooks.errors import DeliveryError
from api.webhooks.models import Problem

MOST_ADDRESSES: Final = 3

# What `is_global` lets pass, depending on the version of Python, though it leads inside.
REFUSED_IPV4: Final = tuple(
    ip_network(text)
    for text in (
        "168.63.129.16/32",  # the platform of Azure, which answers its virtual machines
        "192.0.0.0/24",  # protocol assignments; metadata of Oracle's cloud
        "192.88.99.0/24",  # relays of 6to4
    )
)
# Only here lie public hosts (RFC 4291); all else is local, multicast, or carries an IPv4 address.
GLOBAL_UNICAST: Final = ip_network("2000::/3")
NAT64: Final = ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Target:
    """An address to connect to, as the socket takes it."""

    family: socket.AddressFamily
    sockaddr: tuple[Any, ...]


def targets(host: str, port: int) -> Sequence[Target]:
    """Return the addresses of a host, all checked; a DeliveryError if there are none, or any is refused.

    One private address among public ones is reason enough: it is what a name that is changed to attack us looks like.
    """
    found = _look_up(host, port)
    if not settings.WEBHOOKS_ALLOW_PRIVATE_ADDRESSES and not all(is_public(target.sockaddr[0]) for target in found):
        raise DeliveryError(Problem.ADDRESS)
    return found[:MOST_ADDRESSES]


def is_public(text: str) -> bool:
    """Say whether an IP address is one of the public internet, also behind the ways to write IPv4 as IPv6."""
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        embedded = list(_embedded(address))
        if embedded:
            return all(map(_is_public_ipv4, embedded))
        return address in GLOBAL_UNICAST and address.is_global
    return _is_public_ipv4(address)


def _is_public_ipv4(address: IPv4Address) -> bool:
    return address.is_global and not address.is_multicast and not any(address in network for network in REFUSED_IPV4)


def _embedded(address: IPv6Address) -> Iterator[IPv4Address]:
    """Yield the IPv4 addresses that a packet to an IPv6 address may end at."""
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if address in NAT64:
        yield IPv4Address(int(address) & 0xFFFFFFFF)


def _look_up(host: str, port: int) -> list[Target]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise DeliveryError(Problem.NAME) from error
    return [Target(family, sockaddr) for family, _type, _protocol, _name, sockaddr in found]
