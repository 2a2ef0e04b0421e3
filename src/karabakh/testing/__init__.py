"""Hypothesis strategies for the types of the model, whole datasets and texts.

They are for tests: the library's own and those of programs that use it. Where the
package is installed with its extra, ``pip install "karabakh[testing]"``, Hypothesis
finds them by itself, and ``st.from_type(karabakh.Position)`` or a test's annotated
argument is enough. The functions here take options in addition.
"""

from importlib.util import find_spec

from karabakh._lazy import lazy

if find_spec("hypothesis") is None:
    raise ImportError("karabakh.testing needs Hypothesis: pip install 'karabakh[testing]'")

__getattr__, __dir__, __all__ = lazy(__name__)
