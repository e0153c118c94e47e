"""Why an edit cannot be done, as a sentence for a person."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVar

from pydantic import ValidationError

from ..document import Message, Record

R = TypeVar("R", bound=Record)


class EditError(ValueError):
    """An edit that cannot be done; the journey is as it was.

    ``message`` is the sentence to show, translated at the edge; ``str(error)`` gives it in English.
    """

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


def unknown(ident: str) -> EditError:
    """The record an edit is about is not in the document (any more)."""
    return EditError(
        Message(
            "There is no “{id}” in this journey any more. It may have been deleted; choose another.", id=ident
        )
    )


def taken(ident: str) -> EditError:
    """The id of a new record already belongs to another record."""
    return EditError(
        Message("The id “{id}” is already used in this journey; give the new record another one.", id=ident)
    )


def too_many(most: int) -> EditError:
    """A list would grow beyond what a document may hold."""
    return EditError(
        Message(
            "A journey holds at most {most} records of one sort. Delete some before you add more.", most=most
        )
    )


def checked_fields(record: type[Record], fields: Collection[str], fixed: Collection[str] = ()) -> None:
    """Refuses names that are not fields of ``record`` and those in ``fixed``, which this edit may not touch.

    Records keep keys they do not know, so without this a misspelt name would be stored beside the right one.
    """
    for name in fields:
        if name in fixed or name not in record.model_fields:
            raise EditError(Message("“{field}” cannot be changed here.", field=name))


def replaced(record: R, **changes: Any) -> R:
    """``record.replace(**changes)``, with a sentence for a person instead of a ``ValidationError``."""
    try:
        return record.replace(**changes)
    except ValidationError as error:
        raise refused(error) from error


def refused(error: ValidationError) -> EditError:
    """The first thing that is wrong with a value, as a sentence naming its field."""
    first = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    match first["type"]:
        case "value_error" if (
            isinstance(problems := getattr(_cause(first), "problems", None), list) and problems
        ):
            return EditError(problems[0].message)
        case "string_pattern_mismatch" | "string_unicode":
            return EditError(
                Message(
                    "“{field}” holds characters that do not belong there. Take them out and try again.",
                    field=where,
                )
            )
        case "string_too_long" | "too_long":
            return EditError(Message("“{field}” is too long. Shorten it.", field=where))
        case "enum" | "literal_error":
            return EditError(
                Message(
                    "“{value}” is not one of the choices for “{field}”.", value=_short(first), field=where
                )
            )
        case "missing":
            return EditError(Message("“{field}” is missing. Fill it in.", field=where))
        case _:
            return EditError(
                Message(
                    "“{value}” does not fit “{field}”. Choose another value.",
                    value=_short(first),
                    field=where,
                )
            )


def _cause(first: Any) -> object:
    """The exception behind a ``value_error``, if it is told."""
    return (first.get("ctx") or {}).get("error")


def _short(first: Any) -> str:
    """The refused value, cut to what fits a sentence."""
    text = str(first.get("input"))
    return text if len(text) <= 40 else text[:39] + "…"
