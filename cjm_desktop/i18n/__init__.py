"""The words of the program in five languages: finding, loading, forming them. No words in code but English ones.

English is the source language. :func:`catalogue_for` gives the :class:`Catalogue` of a language; what a
catalogue does not hold comes out in English. The compiled catalogues lie in ``resources/i18n/<language>/`` and
are made by ``packaging/i18n.py``. Importing this package loads neither pydantic, Babel nor a toolkit.

Marking text: ``_ = catalogue.text``, ``ngettext = catalogue.plural``, ``pgettext = catalogue.pgettext`` where a
catalogue is at hand, ``Message("English {name}", name=…)`` where it is not. Always literal text, such as
``_("{n} cards").format(n=3)``, never an f-string: extraction reads the source and not the value.
"""

from .catalogue import Catalogue, catalogue_for
from .languages import LANGUAGES, Language, language_named
from .system import system_language

__all__ = ["LANGUAGES", "Catalogue", "Language", "catalogue_for", "language_named", "system_language"]
