"""The ports are signatures: every name is handed out, and no method does anything."""

import inspect
from importlib import import_module
from pkgutil import iter_modules

import pytest

from core import ports


def own_names() -> set[str]:
    """Give the public names that the modules of the ports define."""
    return {
        name
        for module in (import_module(f"core.ports.{found.name}") for found in iter_modules(ports.__path__))
        for name, value in vars(module).items()
        if inspect.isclass(value) and value.__module__ == module.__name__ and not name.startswith("_")
    }


PROTOCOLS = sorted(name for name in own_names() if getattr(getattr(ports, name), "_is_protocol", False))


def test_every_port_is_handed_out_by_the_package() -> None:
    assert sorted(own_names()) == sorted(name for name in ports.__all__ if inspect.isclass(getattr(ports, name)))


@pytest.mark.parametrize("name", PROTOCOLS)
def test_every_method_of_a_port_says_what_it_is_for(name: str) -> None:
    port = getattr(ports, name)
    methods = [
        value for value in vars(port).values() if inspect.isfunction(value) and value.__module__ == port.__module__
    ]

    assert port.__doc__
    assert [method.__name__ for method in methods if not method.__doc__ and not method.__name__.startswith("_")] == []


def test_the_two_sides_have_one_mandatory_port_each() -> None:
    assert {"CustomerChannel", "AgentDesk"} <= set(PROTOCOLS)
