"""Where the text, author, conversation, segment and time of a record stand: paths, expressions, presets."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Protocol

import jmespath
import msgspec
from jmespath.exceptions import JMESPathError
from jmespath.functions import Functions

from prodshape.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

EXPRESSION = "jmespath:"
"""Marks a JMESPath expression: `jmespath:events[0].text`."""

CHAT = "chat:"
"""Marks a list of chat messages, of which the last one of the user is the text: `chat:request.messages`."""


class MismatchError(Exception):
    """A value on the way is not what the mapping says, such as a number where an object should be."""


class Field(Protocol):
    """Finds one value in a decoded JSON document."""

    def find(self, document: Any) -> Any:
        """Give the value, or None where it is absent.

        Raises:
            MismatchError: the document is not of the shape that the field needs.
        """


@dataclass(frozen=True)
class FieldMapping:
    """Where things stand in a record, as the settings say it.

    Each part is a dotted path of object keys (`user.id`: fast), or `jmespath:` and an expression
    (https://jmespath.org), or None where the records do not have it. The text may also be `chat:` and a
    dotted path to a list of messages with `role` and `content`: the text is the content of the last message
    whose role is `user`. A text that is a list of parts (`[{"type": "text", "text": "..."}]`) is their text,
    joined by new lines. If `text` is None, the record itself is the text: plain UTF-8, no JSON.

    Attributes:
        text: the user's words.
        author: who wrote it.
        conversation: what it belongs to.
        segment: the name of its segment.
        time: when it was written.
        include: a JMESPath expression (no prefix) that is true for what is counted; the rest is `filtered`.
    """

    text: str | None = None
    author: str | None = None
    conversation: str | None = None
    segment: str | None = None
    time: str | None = None
    include: str | None = None

    def __post_init__(self) -> None:
        given = [field.name for field in fields(self) if getattr(self, field.name) is not None]
        if self.text is None and given:
            raise ConfigurationError(
                f"A stream of plain text has no fields to take {given[0]} from, got {getattr(self, given[0])!r}: "
                "name the field of the text too, such as text: message, or leave the others out."
            )
        for name in given:
            compile_field(getattr(self, name), name) if name != "include" else compile_expression(self.include, name)

    def replaced(self, **parts: str | None) -> FieldMapping:
        """Change the parts that are given, keep those that are None; an empty string takes a part away.

        Example:
            >>> PRESETS["chat"].replaced(author="", segment="metadata.tier")
            FieldMapping(text='chat:messages', author=None, conversation='conversation_id', segment='metadata.tier', time='created', include=None)
        """
        return replace(self, **{name: part or None for name, part in parts.items() if part is not None})


@dataclass(frozen=True)
class Path:
    """A dotted path of object keys."""

    keys: tuple[str, ...]

    def find(self, document: Any) -> Any:
        """Walk down the keys; null and absent are alike."""
        for key in self.keys:
            if document is None:
                return None
            if not isinstance(document, dict):
                raise MismatchError
            document = document.get(key)
        return document


@dataclass(frozen=True)
class Expression:
    """A JMESPath expression, compiled once."""

    compiled: Any

    def find(self, document: Any) -> Any:
        """Search the document; an expression that cannot be evaluated on it is a mismatch."""
        try:
            return self.compiled.search(document)
        except (JMESPathError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
            raise MismatchError from error


@dataclass(frozen=True)
class LastUserMessage:
    """The content of the last message of the user in a list of chat messages."""

    path: Path

    def find(self, document: Any) -> Any:
        """Look from the end; entries that are no messages are passed over."""
        messages = self.path.find(document)
        if messages is None:
            return None
        if not isinstance(messages, list):
            raise MismatchError
        for message in reversed(messages):
            if isinstance(message, dict) and message.get("role") == "user":
                return message.get("content")
        return None


def compile_field(spec: str, name: str) -> Field:
    """Make a field from its setting; `name` is for the error message.

    Raises:
        ConfigurationError: the setting is no path, no expression, or of a kind that this field cannot have.

    Example:
        >>> compile_field("user.id", "author").find({"user": {"id": 7}})
        7
        >>> compile_field("jmespath:tags[0]", "segment").find({"tags": ["web", "beta"]})
        'web'
        >>> compile_field("chat:messages", "text").find({"messages": [{"role": "user", "content": "hi"}]})
        'hi'
    """
    if spec.startswith(EXPRESSION):
        return compile_expression(spec.removeprefix(EXPRESSION), name)
    if spec.startswith(CHAT):
        if name != "text":
            raise ConfigurationError(
                f"Only the text can be taken from chat messages, got {spec!r} for {name}: give a dotted path."
            )
        return LastUserMessage(_path(spec.removeprefix(CHAT), name))
    return _path(spec, name)


def compile_expression(expression: str | None, name: str) -> Expression:
    """Compile a JMESPath expression.

    Raises:
        ConfigurationError: the expression does not parse.
    """
    try:
        compiled = jmespath.compile(expression or "")
    except JMESPathError as error:
        reason = str(error).splitlines()[0].rstrip(":")
        raise ConfigurationError(
            f"The expression for {name} must be JMESPath, got {expression!r} ({reason}): see https://jmespath.org."
        ) from error
    for function in _functions(compiled.parsed):
        if function not in Functions.FUNCTION_TABLE:
            raise ConfigurationError(
                f"The expression for {name} uses a function that JMESPath does not have, {function}: "
                f"see https://jmespath.org, got {expression!r}."
            )
    return Expression(compiled)


def _functions(node: Mapping[str, Any]) -> Iterator[str]:
    if node["type"] == "function_expression":
        yield node["value"]
    for child in node["children"]:
        if isinstance(child, dict):
            yield from _functions(child)


def _path(spec: str, name: str) -> Path:
    keys = tuple(spec.split("."))
    if not all(keys) or any(character in spec for character in "[]*|()\"'` \t\n"):
        raise ConfigurationError(
            f"The path for {name} must be keys with dots between them, such as user.id, got {spec!r}: "
            f"for lists, quotes and more write {EXPRESSION}, such as {EXPRESSION}messages[0].content."
        )
    return Path(keys)


def is_true(value: Any) -> bool:
    """Say if JMESPath calls a value true: all but null, false, and empty strings, lists and objects."""
    return value is not None and value is not False and not (isinstance(value, str | list | dict) and not value)


class _Message(msgspec.Struct):
    role: Any = None
    content: Any = None


def fast_reader(parts: list[str | None]) -> Callable[[bytes], tuple[Any, ...]] | None:
    """Make a function from the bytes of a record to the values of `parts`, decoding nothing else.

    It is there if all parts are dotted paths (the first also `chat:`) and none leads through another; else None.
    A document that does not fit the paths makes it raise: read it again with the fields themselves, which say what
    is wrong with it. At least two parts.
    """
    tree: _Tree = {}
    paths: list[tuple[str, ...] | None] = []
    for part in parts:
        field = None if part is None else compile_field(part, "text")
        path = field.path if isinstance(field, LastUserMessage) else field
        if isinstance(path, Path) and not _plant(tree, path.keys, type(field)):
            return None
        if isinstance(path, Expression):
            return None
        paths.append(path.keys if isinstance(path, Path) else None)
    decode = msgspec.json.Decoder(_struct(tree)).decode
    # As text: msgspec passes over bytes that are no UTF-8 in what it does not read.
    get = attrgetter(*("absent" if keys is None else _attribute(tree, keys) for keys in paths))
    if not (parts[0] or "").startswith(CHAT):
        return lambda value: get(decode(value.decode()))

    def read(value: bytes) -> tuple[Any, ...]:
        messages, *rest = get(decode(value.decode()))
        for message in reversed(messages or ()):
            if message.role == "user":
                return (message.content, *rest)
        return (None, *rest)

    return read


_Tree = dict[str, Any]
"""Object keys to what is below them: another tree, or the class of the field that ends there."""


def _plant(tree: _Tree, keys: tuple[str, ...], kind: type) -> bool:
    node: Any = tree
    for key in keys[:-1]:
        node = node.setdefault(key, {})
        if not isinstance(node, dict):
            return False
    return node.setdefault(keys[-1], kind) is kind


def _attribute(tree: _Tree, keys: tuple[str, ...]) -> str:
    steps = []
    for key in keys:
        steps.append(f"f{[*tree].index(key)}")
        tree = tree[key]
    return ".".join(steps)


def _struct(tree: _Tree) -> type[msgspec.Struct]:
    members: list[tuple[str, Any, Any]] = []
    for index, (_, node) in enumerate(tree.items()):
        if isinstance(node, dict):
            inner = _struct(node)
            members.append((f"f{index}", inner, msgspec.field(default_factory=inner)))
        elif node is LastUserMessage:
            members.append((f"f{index}", list[_Message] | None, None))
        else:
            members.append((f"f{index}", Any, None))
    rename = {f"f{index}": key for index, key in enumerate(tree)}
    return msgspec.defstruct("Document", members, rename=rename, namespace={"absent": None}, gc=False)


PRESETS: dict[str, FieldMapping] = {
    "text": FieldMapping(),
    "json": FieldMapping("text", "author", "conversation", "segment", "time"),
    "chat": FieldMapping("chat:messages", "user", "conversation_id", None, "created"),
    "prompt": FieldMapping("prompt", "user", None, None, "created"),
}
"""Common shapes: plain text; our own field names; a request to a chat model; a request to a completion model."""
