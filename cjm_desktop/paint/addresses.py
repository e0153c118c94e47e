"""Addresses that a printed map may lead to."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

_SCHEMES = frozenset(("http", "https", "mailto", "tel"))


def address(target: str) -> str | None:
    """The address in ASCII, or ``None`` when it is not one that a poster may lead to."""
    try:
        scheme = urlsplit(target).scheme.lower()
    except ValueError:
        return None
    if scheme not in _SCHEMES:
        return None
    return quote(target.encode("utf-8", "replace"), safe="%/:?#[]@!$&'()*+,;=~-._")
