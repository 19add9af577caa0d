"""PyYAML's errors in words for people who don't read YAML's grammar.

Rule: PyYAML's own text is never passed on. It quotes the file, and the file may hold a secret.
"""

import yaml
from yaml.reader import ReaderError

from config.problems import ConfigProblem

_FLOW = 'Close every { and [, put commas between the entries, and quote "${NAME}" inside them.'

# Part of PyYAML's sentence -> what to say, what to do. The first that fits is taken.
_MISTAKES: tuple[tuple[str, str, str], ...] = (
    ("'\\t' that cannot start", "a tab stands where YAML wants spaces", "Indent with spaces."),
    ("mapping values are not allowed", "a colon stands where no key can be", "Check the indent, or quote the value."),
    ("could not find expected ':'", "a key has no colon", "Write 'key: value', with a space after the colon."),
    ("unexpected end of stream", "a quote is opened here and never closed", "Close the quote."),
    ("while parsing a flow", "a { or [ is not closed, or a comma is missing", _FLOW),
    ("while parsing a block", "the indent doesn't fit the lines above", "Line it up with its neighbours."),
    ("undefined alias", "an alias (*name) has no anchor (&name)", "Quote a value that begins with *."),
    ("duplicate anchor", "an anchor (&name) is defined twice", "Quote a value that begins with &."),
    ("expected a single document", "a second document begins here (---)", "Keep one document a file."),
    ("unknown escape character", "a backslash in double quotes starts no known escape", "Use single quotes."),
)


def explain(error: yaml.YAMLError, text: str, file: str) -> ConfigProblem:
    """Say in plain words, and with a line, why the text is not YAML."""
    if isinstance(error, ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return ConfigProblem(file, line, "", "a control character stands in the text", "Remove it.")
    context = str(getattr(error, "context", None) or "")
    problem = str(getattr(error, "problem", None) or "")
    mark = getattr(error, "problem_mark", None)
    if "unexpected end of stream" in problem:
        mark = getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else 1
    for part, message, hint in _MISTAKES:
        if part in problem or part in context:
            return ConfigProblem(file, line, "", message, hint)
    return ConfigProblem(file, line, "", "this is not valid YAML", "Quote values that hold special characters.")
