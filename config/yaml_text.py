"""YAML text into plain data with the line of every key and value.

Rules:
1. Scalars are read as YAML 1.2 reads them: only `true` and `false` are booleans, `010` and `1:30` and `no` stay text.
2. A key written twice is a problem; the first one counts. Keys are always text.
3. Anchors, aliases and merge keys (`<<`) work; a value that contains itself, or grows without end, is a problem.
4. Messages never quote the text: it may hold a secret.

Tags (`!something`) are refused: nothing here may make objects.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import yaml

from config.document import Document, Path, Place, Value, spell
from config.problems import ConfigInvalid, ConfigProblem
from config.yaml_mistakes import explain
from config.yaml_nodes import TAG, compose

MERGE = TAG + "merge"
MOST_NODES = 50_000  # a configuration of a large centre has some thousands; aliases could make billions
DEEPEST = 40


def parse(text: str, file: str) -> tuple[Document, list[ConfigProblem]]:
    """Read YAML text.

    Raises:
        ConfigInvalid: the text is not YAML, empty, or not a mapping, so that nothing can be read from it.
    """
    failure: ConfigProblem | None = None
    root: yaml.Node | None = None
    try:
        root = compose(text)
    except yaml.YAMLError as error:
        failure = explain(error, text, file)
    except RecursionError:
        failure = ConfigProblem(file, 1, "", "the brackets or indents are nested too deep")
    if failure:
        raise ConfigInvalid([failure])
    if root is None:
        raise ConfigInvalid([ConfigProblem(file, 1, "", "the file is empty", "Start from config/example.yaml.")])
    if not isinstance(root, yaml.MappingNode):
        hint = "Start with a line such as 'queues:', see config/example.yaml."
        raise ConfigInvalid([ConfigProblem(file, _line(root), "", "the file must hold keys and values", hint)])
    builder = _Builder(file)
    data = builder.mapping(root, ())
    return Document(data, builder.places, builder.doubtful), builder.problems


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


class _Builder:
    """Turns composed nodes into data, noting places and problems on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[Path, Place] = {(): Place(file, 1, 1)}
        self.problems: list[ConfigProblem] = []
        self.doubtful: set[Path] = set()
        self._open: list[int] = []
        self._count = 0
        self._too_large = False

    def value(self, node: yaml.Node, path: Path, key_line: int) -> Value:
        """Build one value and note where it stands."""
        written = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
        self.places[path] = Place(self.file, _line(node), key_line, written)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        with self._inside(node, path) as can_enter:
            if not can_enter:
                return None
            if isinstance(node, yaml.MappingNode):
                return self.mapping(node, path)
            return self._list(node, path)

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Value]:
        """Build a mapping; its own keys win over merged ones."""
        self._refuse_tag(node, "map", path)
        return {key.value: self.value(child, (*path, key.value), _line(key)) for key, child in self._pairs(node, path)}

    def _list(self, node: yaml.Node, path: Path) -> list[Value]:
        self._refuse_tag(node, "seq", path)
        return [self.value(child, (*path, index), _line(child)) for index, child in enumerate(node.value)]

    def _scalar(self, node: yaml.ScalarNode, path: Path) -> Value:
        text = str(node.value)
        match node.tag.removeprefix(TAG):
            case "str" | "merge":
                return text
            case "null":
                return None
            case "bool" if text.lower() in ("true", "false"):
                return text.lower() == "true"
            case "int" if re.fullmatch(r"-?[0-9]{1,18}", text):
                return int(text)
            case "float" if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", text):
                return float(text)
            case _:
                self._complain(_line(node), path, "has a tag (!...), which isn't used here", "Put the value in quotes.")
                return None

    def _refuse_tag(self, node: yaml.Node, expected: str, path: Path) -> None:
        if node.tag != TAG + expected:
            self._complain(_line(node), path, "has a tag (!...), which isn't used here", "Remove the tag.")

    def _pairs(self, node: yaml.MappingNode, path: Path) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
        own: dict[str, tuple[yaml.ScalarNode, yaml.Node]] = {}
        merged: list[yaml.Node] = []
        for key, child in node.value:
            if key.tag == MERGE:
                merged.append(child)
            elif not isinstance(key, yaml.ScalarNode):
                self._complain(_line(key), path, "has a key that isn't plain text", "Write 'key: value'.")
            elif key.value in own:
                first = _line(own[key.value][0])
                message = f"this key is written twice, first in line {first}"
                where = spell((*path, key.value))
                self.problems.append(ConfigProblem(self.file, _line(key), where, message, "Keep one of the two."))
            else:
                own[key.value] = (key, child)
        for source in merged:
            for name, pair in self._merged(source, path).items():
                own.setdefault(name, pair)
        return list(own.values())

    def _merged(self, source: yaml.Node, path: Path) -> dict[str, tuple[yaml.ScalarNode, yaml.Node]]:
        nodes = source.value if isinstance(source, yaml.SequenceNode) else [source]
        found: dict[str, tuple[yaml.ScalarNode, yaml.Node]] = {}
        for node in nodes:
            if not isinstance(node, yaml.MappingNode):
                self._complain(_line(source), (*path, "<<"), "only mappings can be merged", "Write '<<: *name'.")
                continue
            with self._inside(node, path) as can_enter:
                for key, child in self._pairs(node, path) if can_enter else ():
                    found.setdefault(key.value, (key, child))
        return found

    @contextmanager
    def _inside(self, node: yaml.Node, path: Path) -> Iterator[bool]:
        """Guard the way into a node; gives False where going on would never end."""
        self._count += 1 + len(node.value)
        if id(node) in self._open:
            self._complain(_line(node), path, "contains itself", "Remove the alias (*name).")
            yield False
        elif self._count > MOST_NODES or len(self._open) >= DEEPEST:
            if not self._too_large:  # said once; an endless structure would say it without end
                self._complain(_line(node), path, "is too large or nested too deep", "Use fewer aliases and levels.")
            self._too_large = True
            yield False
        else:
            self._open.append(id(node))
            yield True
            self._open.pop()

    def _complain(self, line: int, path: Path, message: str, hint: str) -> None:
        self.doubtful.add(path)
        self.problems.append(ConfigProblem(self.file, line, spell(path), message, hint))
