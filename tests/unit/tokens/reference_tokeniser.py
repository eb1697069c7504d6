"""The tokeniser as a plain loop over characters: slow, readable, and what the vectorised one must equal."""

from dataclasses import dataclass

from prodshape import characters as c
from prodshape.emoticon_patterns import EMOTICON
from prodshape.tokens import CODE, EMAIL, HASHTAG, MENTION, NUMBER, URL, WORD

_TABLE = c.characters()


@dataclass(frozen=True)
class Token:
    start: int
    end: int
    kind: int


def is_a(char: str, bits: int) -> bool:
    return bool(int(_TABLE.classes[ord(char)]) & bits)


def tokenise(text: str) -> list[Token]:
    runs = find_runs(text)
    addresses: list[Token] = []
    for candidate in sorted(
        find_urls(text, runs) + find_emails(text), key=lambda token: (token.start, token.end, token.kind)
    ):
        if not addresses or candidate.start >= addresses[-1].end:
            addresses.append(candidate)
    tokens = list(addresses)
    for start, full_end in runs:
        if any(address.start <= start < address.end for address in addresses):
            continue
        end = min([full_end] + [address.start for address in addresses if address.start > start])
        tokens.append(classify(text, start, end, runs))
    faces = find_faces(text, tokens)
    outside = [token for token in tokens if not any(start <= token.start < end for start, end in faces)]
    return sorted(outside, key=lambda token: token.start)


def find_faces(text: str, tokens: list[Token]) -> list[tuple[int, int]]:
    """Rule 4, second half: an emoticon that shares no character with an address."""
    addresses = [token for token in tokens if token.kind in {URL, EMAIL, MENTION, HASHTAG}]
    spans = [match.span() for match in EMOTICON.finditer(text)]
    return [span for span in spans if not any(token.start < span[1] and span[0] < token.end for token in addresses)]


def find_runs(text: str) -> list[tuple[int, int]]:
    """Rule 1."""
    inside: list[bool] = []
    for position, char in enumerate(text):
        if is_a(char, c.LETTER | c.DIGIT | c.UNDERSCORE):
            inside.append(True)
        elif is_a(char, c.MARK):
            inside.append(position > 0 and inside[-1] and not is_a(text[position - 1], c.APOSTROPHE))
        elif is_a(char, c.APOSTROPHE):
            after_letter = position > 0 and inside[-1] and is_a(text[position - 1], c.LETTER | c.MARK)
            before_letter = position + 1 < len(text) and is_a(text[position + 1], c.LETTER)
            inside.append(after_letter and before_letter)
        else:
            inside.append(False)
    runs = []
    start = None
    for position, flag in enumerate([*inside, False]):
        if flag and start is None:
            start = position
        elif not flag and start is not None:
            runs.append((start, position))
            start = None
    return runs


def find_urls(text: str, runs: list[tuple[int, int]]) -> list[Token]:
    """Rule 2, first half."""
    ends_at = {end: start for start, end in runs}
    begins = [
        ends_at[position]
        for position in range(len(text) - 2)
        if is_a(text[position], c.COLON) and text[position + 1 : position + 3] == "//" and position in ends_at
    ]
    for index, (start, end) in enumerate(runs):
        word = text[start:end].lower()
        if word == "www" and text[end : end + 1] == ".":
            begins.append(start)
        domain = word in {"com", "net", "org", "edu", "gov", "io"} or (word == "co" and text[end : end + 1] == "/")
        if index and domain and text[runs[index - 1][1] : start] == ".":
            first = index - 1
            while first and text[runs[first - 1][1] : runs[first][0]] in {".", "-"}:
                first -= 1
            begins.append(runs[first][0])
    tokens = []
    for begin in begins:
        end = begin
        while end < len(text) and not is_a(text[end], c.SPACE):
            end += 1
        tokens.append(Token(begin, end, URL))
    return tokens


def find_emails(text: str) -> list[Token]:
    """Rule 2, second half."""

    def part(position: int) -> bool:
        return 0 <= position < len(text) and is_a(text[position], c.LETTER | c.DIGIT | c.UNDERSCORE)

    tokens: list[Token] = []
    limit = 0
    for at, char in enumerate(text):
        if not (is_a(char, c.AT) and part(at - 1) and part(at + 1)):
            continue
        start = at
        while start > limit and (part(start - 1) or text[start - 1] in ".+-%"):
            start -= 1
        while start < at and not part(start):
            start += 1
        end, dot = at + 1, False
        while part(end) or (end < len(text) and text[end] in ".+-%"):
            dot = dot or (text[end] == "." and part(end + 1))
            end += 1
        while not part(end - 1):
            end -= 1
        limit = at
        if dot:
            tokens.append(Token(start, end, EMAIL))
            limit = end
    return tokens


def classify(text: str, start: int, end: int, runs: list[tuple[int, int]]) -> Token:
    """Rules 3 and 4."""
    inside = text[start:end]
    lettered = any(is_a(char, c.LETTER) for char in inside)
    digits = any(is_a(char, c.DIGIT | c.UNDERSCORE) for char in inside)
    previous = text[start - 1 : start]
    follows_run = any(first <= start - 2 < last for first, last in runs)
    if previous and is_a(previous, c.AT) and not follows_run:
        return Token(start - 1, end, MENTION)
    if previous and is_a(previous, c.HASH) and lettered and not follows_run:
        return Token(start - 1, end, HASHTAG)
    if not digits:
        return Token(start, end, WORD)
    return Token(start, end, CODE if lettered else NUMBER)
