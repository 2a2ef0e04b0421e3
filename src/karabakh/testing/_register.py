"""What Hypothesis calls when it is first imported, by its entry point.

It runs while other modules may still be half imported, this package's own among them. So
it registers a function that looks a type's strategy up when Hypothesis first needs it.
"""

import enum
import inspect
from typing import Any

from hypothesis import strategies as st

from karabakh import findings, model
from karabakh._lazy import names_in_stub

__all__ = ["register", "registered_types"]


def register() -> None:
    """Register the strategies of the model's types with Hypothesis.

    Hypothesis calls it by itself if the package is installed. Call it if plugins are
    switched off (by ``HYPOTHESIS_NO_PLUGINS``), or in a checkout that is not installed.

    >>> from hypothesis import given
    >>> from karabakh import Actor
    >>> from karabakh.testing import register
    >>> register()
    >>> @given(...)
    ... def test(actor: Actor):
    ...     assert actor.id
    >>> test()
    """
    for each in registered_types():
        st.register_type_strategy(each, _strategy_of)


def registered_types() -> tuple[Any, ...]:
    """Return the types of the model that Hypothesis can't infer: all but terms."""
    values: list[Any] = [getattr(model, name) for name in names_in_stub(model.__name__)[0]]
    return (
        *(each for each in values if inspect.isclass(each) and not issubclass(each, enum.Enum)),
        findings.Finding,
    )


def _strategy_of(kind: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 (types of all sorts)
    from karabakh.testing._by_type import strategy_of  # noqa: PLC0415 (see the module's text)

    return strategy_of(kind)
