"""A little of D-Bus over a Unix socket: calls, answers and signals, for tests that listen to the program as a screen reader does.

The wire format is that of the D-Bus Specification (freedesktop.org), version 0.43: little endian, without file descriptors. Texts, whole
numbers and object paths can be sent, and a number in a variant; anything can be received.
"""

from __future__ import annotations

import os
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_CALL, _RETURN, _ERROR, _SIGNAL = 1, 2, 3, 4
_PATH, _INTERFACE, _MEMBER, _ERROR_NAME, _REPLY, _DESTINATION, _SENDER, _SIGNATURE = range(1, 9)
_NUMBERS = {"y": "B", "b": "I", "n": "h", "q": "H", "i": "i", "u": "I", "x": "q", "t": "Q", "d": "d"}
_SIZES = {"y": 1, "n": 2, "q": 2, "g": 1, "v": 1, "x": 8, "t": 8, "d": 8, "(": 8, "{": 8}


class Refused(Exception):
    """The other side answered with an error."""


@dataclass(frozen=True)
class Message:
    """What came: its kind, header fields by number, and body."""

    kind: int
    fields: dict[int, Any]
    body: list[Any]

    @property
    def path(self) -> str:
        """The object that it is about."""
        return str(self.fields.get(_PATH, ""))

    @property
    def member(self) -> str:
        """What is called or told."""
        return str(self.fields.get(_MEMBER, ""))

    @property
    def sender(self) -> str:
        """Whose it is."""
        return str(self.fields.get(_SENDER, ""))


class _Out:
    """Bytes of a message."""

    def __init__(self) -> None:
        self.data = bytearray()

    def align(self, size: int) -> None:
        self.data += bytes(-len(self.data) % size)

    def put(self, sign: str, value: Any) -> None:
        if sign in _NUMBERS:
            self.align(_SIZES.get(sign, 4))
            self.data += struct.pack("<" + _NUMBERS[sign], value)
        elif sign in "so":
            text = str(value).encode()
            self.put("u", len(text))
            self.data += text + b"\0"
        elif sign == "g":
            self.data += bytes([len(value)]) + value.encode() + b"\0"
        elif sign == "v":
            inner, of = value
            self.put("g", inner)
            self.put(inner, of)
        else:
            raise ValueError(f"cannot send {sign!r}")


class _In:
    """Values of a message."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def align(self, size: int) -> None:
        self._at += -self._at % size

    def _number(self, sign: str) -> Any:
        form = "<" + _NUMBERS[sign]
        self.align(_SIZES.get(sign, 4))
        (value,) = struct.unpack_from(form, self._data, self._at)
        self._at += struct.calcsize(form)
        return bool(value) if sign == "b" else value

    def _text(self, length: int) -> str:
        text = self._data[self._at : self._at + length].decode()
        self._at += length + 1
        return text

    def take(self, sign: str) -> Any:
        """One value of a complete type."""
        kind = sign[0]
        if kind in _NUMBERS:
            return self._number(kind)
        if kind in "so":
            return self._text(self._number("u"))
        if kind == "g":
            return self._text(self._number("y"))
        if kind == "v":
            return self.take(self._text(self._number("y")))
        if kind == "a":
            length = self._number("u")
            inner = sign[1:]
            self.align(_SIZES.get(inner[0], 4))
            end, found = self._at + length, []
            while self._at < end:
                found.append(self.take(inner))
            return found
        self.align(8)
        return [self.take(one) for one in types(sign[1:-1])]


def types(signature: str) -> list[str]:
    """The complete types of a signature, one after the other."""
    found, at = [], 0
    while at < len(signature):
        start = at
        while signature[at] == "a":
            at += 1
        if signature[at] in "({":
            depth = 0
            while True:
                depth += (signature[at] in "({") - (signature[at] in ")}")
                at += 1
                if not depth:
                    break
        else:
            at += 1
        found.append(signature[start:at])
    return found


class Bus:
    """A connection to a bus. Signals that come are kept in :attr:`signals`."""

    def __init__(self, address: str, patience: float = 20.0) -> None:
        """``address`` as D-Bus writes it; ``patience`` is how long an answer may take (seconds)."""
        kind, _colon, rest = address.partition(";")[0].partition(":")
        named = dict(pair.split("=", 1) for pair in rest.split(","))
        assert kind == "unix", address
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(patience)
        self._patience = patience
        self._socket.connect(named["path"] if "path" in named else "\0" + named["abstract"])
        self._serial = 0
        self._rest = b""
        self.signals: list[Message] = []
        self._socket.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
        said = self._socket.recv(4096)
        assert said.startswith(b"OK "), said
        self._socket.sendall(b"BEGIN\r\n")
        self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello")

    def close(self) -> None:
        """Goes."""
        self._socket.close()

    def call(self, name: str, path: str, interface: str, member: str, signature: str = "", *body: Any) -> list[Any]:
        """Calls a method and gives its answer. Raises :class:`Refused`."""
        self._serial += 1
        self._socket.sendall(_message(self._serial, name, path, interface, member, signature, body))
        end = time.monotonic() + self._patience
        while time.monotonic() < end:
            got = self._next(end)
            if got is None:
                break
            if got.fields.get(_REPLY) == self._serial:
                if got.kind == _ERROR:
                    raise Refused(f"{interface}.{member} of {path}: {got.fields.get(_ERROR_NAME)} {got.body}")
                return got.body
        raise Refused(f"no answer to {interface}.{member} of {path}")

    def match(self, rule: str) -> None:
        """Signals of this rule are wanted."""
        self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "AddMatch", "s", rule)

    def listen(self, holds: Callable[[Message], bool], seconds: float) -> Message | None:
        """The first signal, of those kept or those that come, of which something holds; ``None`` when none comes in time."""
        end, at = time.monotonic() + seconds, 0
        while True:
            for got in self.signals[at:]:
                if holds(got):
                    return got
            at = len(self.signals)
            if self._next(end) is None:
                return None

    def _next(self, end: float) -> Message | None:
        """The next message (a signal is kept as well); ``None`` when none comes before ``end``."""
        head = self._read(16, end)
        if head is None:
            return None
        kind, (length, _serial, fields) = head[1], struct.unpack_from("<III", head, 4)
        assert head[:1] == b"l", "a message of another byte order"
        whole = 16 + fields + (-fields % 8) + length
        data = self._read(whole, end)
        if data is None:
            return None
        self._rest = self._rest[whole:]
        coming = _In(data)
        coming._at = 12
        header: dict[int, Any] = dict(coming.take("a(yv)"))
        coming.align(8)
        body = _In(data[coming._at :])
        got = Message(kind, header, [body.take(one) for one in types(header.get(_SIGNATURE, ""))])
        if kind == _SIGNAL:
            self.signals.append(got)
        return got

    def _read(self, size: int, end: float) -> bytes | None:
        """The first bytes of what came, as many as these, left where they are."""
        while len(self._rest) < size:
            self._socket.settimeout(max(0.01, end - time.monotonic()))
            try:
                more = self._socket.recv(65536)
            except TimeoutError:
                return None
            assert more, "the bus has gone"
            self._rest += more
        return self._rest[:size]


def _message(serial: int, name: str, path: str, interface: str, member: str, signature: str, body: tuple[Any, ...]) -> bytes:
    content = _Out()
    for sign, value in zip(types(signature), body, strict=True):
        content.put(sign, value)
    fields = _Out()
    named = [(_PATH, "o", path), (_INTERFACE, "s", interface), (_MEMBER, "s", member), (_DESTINATION, "s", name)]
    if signature:
        named.append((_SIGNATURE, "g", signature))
    for number, sign, value in named:
        fields.align(8)
        fields.put("y", number)
        fields.put("v", (sign, value))
    head = _Out()
    head.data += b"l" + bytes([_CALL, 0, 1])
    for number in (len(content.data), serial, len(fields.data)):
        head.put("u", number)
    head.data += fields.data
    head.align(8)
    return bytes(head.data + content.data)
