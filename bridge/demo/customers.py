"""The customers of the demo's story, by the channel that they write on."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from types import MappingProxyType

from bridge.demo.customer import Customer
from bridge.demo.on_meta import on_messenger, on_whatsapp
from bridge.demo.on_phone import PhoneCustomer
from bridge.demo.talking import Talker
from bridge.demo.world import World

CUSTOMERS: Mapping[str, Callable[[World], AbstractAsyncContextManager[Talker]]] = MappingProxyType(
    {
        "web": lambda world: Customer(world.url),
        "sms": lambda world: PhoneCustomer(world.playground),
        "messenger": lambda world: on_messenger(world.playground.messenger),
        "whatsapp": lambda world: on_whatsapp(world.playground.whatsapp),
    }
)
