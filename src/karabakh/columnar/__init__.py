"""Large collections as Parquet files, asked by a column engine."""

from karabakh._lazy import lazy

__getattr__, __dir__, __all__ = lazy(__name__)
