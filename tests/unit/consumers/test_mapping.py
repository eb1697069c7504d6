"""How settings say where things stand, and what they say when it cannot be."""

from __future__ import annotations

import pytest

from consumers.mapping import PRESETS, FieldMapping, compile_field, fast_reader, is_true
from prodshape.errors import ConfigurationError


@pytest.mark.parametrize(
    ("parts", "hint"),
    [
        ({"author": "user"}, "plain text has no fields"),
        ({"text": "messages[0]"}, "jmespath:"),
        ({"text": "a..b"}, "keys with dots"),
        ({"text": ""}, "keys with dots"),
        ({"text": "jmespath:a[["}, "JMESPath"),
        ({"text": "a", "include": "=="}, "JMESPath"),
        ({"text": "a", "include": "bot && startswith(env, 'prod')"}, "does not have, startswith"),
        ({"text": "jmespath:map(&lower(@), words)[0]"}, "does not have, lower"),
        ({"text": "a", "author": "chat:messages"}, "Only the text"),
    ],
)
def test_wrong_settings_say_what_is_wrong(parts: dict[str, str], hint: str) -> None:
    with pytest.raises(ConfigurationError, match=hint) as caught:
        FieldMapping(**parts)
    assert "\n" not in str(caught.value)


def test_presets_are_kept_and_changed_part_by_part() -> None:
    chat = PRESETS["chat"].replaced(text="chat:request.messages", author="")
    assert (chat.text, chat.author, chat.time) == ("chat:request.messages", None, "created")


@pytest.mark.parametrize("keys", [["a.b", "a.c", "d"], ["a", "a"], ["a.b.c", None, "a.b.d"]])
def test_fast_reader_reads_what_the_fields_find(keys: list[str | None]) -> None:
    import msgspec

    document = b'{"a": {"b": {"c": 1, "d": "x"}, "c": null}, "d": [1, {"e": 2}], "f": {}}'
    read = fast_reader(keys)
    assert read is not None
    expected = tuple(
        None if key is None else compile_field(key, "text").find(msgspec.json.decode(document)) for key in keys
    )
    assert read(document) == expected


def test_fast_reader_is_not_there_for_what_it_cannot_read() -> None:
    assert fast_reader(["a", "a.b"]) is None
    assert fast_reader(["a.b", "a"]) is None
    assert fast_reader(["a", "jmespath:b"]) is None
    assert fast_reader(["chat:a", "a"]) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, True), ("", False), ([], False), ({}, False), (None, False), (False, False), ("no", True)],
)
def test_truth_is_that_of_jmespath(value: object, expected: bool) -> None:
    assert is_true(value) is expected
