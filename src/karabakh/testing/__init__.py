"""Hypothesis strategies for the types of the model, whole datasets and texts.

They are for tests: the library's own and those of programs that use it. Where the
package is installed with its extra, ``pip install "karabakh[testing]"``, Hypothesis
finds them by itself, and ``st.from_type(karabakh.Position)`` or a test's annotated
argument is enough. The functions here take options in addition.
"""

try:
    from karabakh.testing._citations import citations
    from karabakh.testing._datasets import bound_datasets, datasets
    from karabakh.testing._edtf import edtf_texts, whens
    from karabakh.testing._instances import instances, sources
    from karabakh.testing._register import register
    from karabakh.testing._texts import codes, documents, ids, texts
except ModuleNotFoundError as error:
    if error.name != "hypothesis":
        raise
    raise ImportError(
        "karabakh.testing needs Hypothesis: pip install 'karabakh[testing]'"
    ) from error

__all__ = [
    "bound_datasets",
    "citations",
    "codes",
    "datasets",
    "documents",
    "edtf_texts",
    "ids",
    "instances",
    "register",
    "sources",
    "texts",
    "whens",
]
