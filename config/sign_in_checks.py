"""What agents' sign-in by their platform needs of the rest: an address that nobody on the way can read along."""

from collections.abc import Iterator

from config.checks import Checks
from config.document import Path
from config.form_checks import is_open
from config.problems import ConfigProblem
from config.validation import see


class SignInChecks(Checks):
    """The checks of the sign-in."""

    def problems(self) -> Iterator[ConfigProblem]:
        """Run every check."""
        for name in self._shape.names("desks"):
            where: Path = ("desks", name, "sign_in")
            if self._at(where) == "openid" and is_open(self._at(("server", "public_url"))):
                message = "platforms send agents back to https addresses only: public_url begins with http://"
                yield self._problem(where, message, f"Give server.public_url an https:// address.  {see('public_url')}")
