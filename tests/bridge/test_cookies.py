"""Over https a cookie is bound to its host by its name."""

from adapters.cookies import cookie_name


def test_a_cookie_is_bound_to_its_host_where_browsers_can_see_to_it() -> None:
    assert cookie_name("deskbridge_form", is_https=True) == "__Host-deskbridge_form"
    assert cookie_name("deskbridge_form", is_https=False) == "deskbridge_form"
