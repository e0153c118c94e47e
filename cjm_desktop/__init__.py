"""CJM Desktop: an offline editor for customer journey maps, printed as measured posters.

The package is a pipeline: a frozen ``Journey`` flows from ``document`` through ``analysis`` and ``layout``
to the painters; only ``paint`` and ``ui`` know a toolkit.
"""

__version__ = "0.1.0"
