"""Queries in Spark's SQL, with temporary views for tables and for steps."""

import os
from collections.abc import Callable, Mapping
from importlib import import_module
from itertools import count
from typing import Any

__all__ = ["Translation"]


class Translation:
    """Queries of the library in Spark's SQL; sqlglot translates them.

    Spark computes a common table expression wherever it is named, so each is a view of its
    own, stored if it is named more than once.

    Args:
        create: What creates a view from its name, a query in Spark's SQL, and whether it is
            to be stored.
    """

    def __init__(self, create: Callable[[str, str, bool], None]) -> None:
        self._create = create
        self._prefix = f"karabakh_{os.urandom(4).hex()}"
        self._numbers = count()
        self._sqlglot: Any = import_module("sqlglot")
        self._exp: Any = import_module("sqlglot.expressions")
        self.views: dict[str, str] = {}
        """The view of each table: a session may have other tables of their names."""

    def view(self, table: str) -> str:
        """Return the view of a table; it is a new name if there was none."""
        return self.views.setdefault(table, f"{self._prefix}_{table}")

    def translate(self, query: str) -> str:
        """Return a query without steps in Spark's SQL."""
        return self._written(self._sqlglot.parse_one(query, read="duckdb"), self.views)

    def in_steps(self, query: str) -> str:
        """Create a view of each step of a query; return the selection from them."""
        tree = self._sqlglot.parse_one(query, read="duckdb")
        while within := list(tree.find_all(self._exp.With)):
            self._create_steps(within[-1])  # those within others first
        return self._written(tree, self.views)

    def translate_user_query(self, query: str) -> str | None:
        """Return a user's query in Spark's SQL; None if it is not one ``SELECT``.

        Raises:
            ValueError: If it is no valid SQL.
        """
        try:
            trees = self._sqlglot.parse(query, read="spark")
        except self._sqlglot.errors.SqlglotError as error:
            raise ValueError(str(error).partition("\n")[0]) from None
        if len(trees) != 1 or not isinstance(trees[0], self._exp.Query):
            return None
        own = {step.alias for step in trees[0].find_all(self._exp.CTE)}
        return self._written(
            trees[0], {name: view for name, view in self.views.items() if name not in own}
        )

    def kind(self, sql_type: str) -> str:
        """Return a type in Spark's words."""
        built = self._exp.DataType.build(sql_type, dialect="duckdb")
        return str(built.sql("spark"))

    def _create_steps(self, steps: Any) -> None:  # noqa: ANN401 (sqlglot is an extra)
        views, select = dict(self.views), steps.parent
        steps.pop()
        for number, step in enumerate(steps.expressions):
            later = (*steps.expressions[number + 1 :], select)
            uses = sum(name == step.alias for tree in later for name in self._tables(tree))
            view = f"{self._prefix}_{step.alias}_{next(self._numbers)}"
            self._create(view, self._written(step.this, views), uses > 1)
            views[step.alias] = view
        self._rename(select, views)

    def _tables(self, tree: Any) -> list[str]:  # noqa: ANN401
        return [table.name for table in tree.find_all(self._exp.Table)]

    def _rename(self, tree: Any, views: Mapping[str, str]) -> None:  # noqa: ANN401
        for table in tree.find_all(self._exp.Table):
            if table.name in views and not table.db:
                if not table.alias:
                    table.set("alias", self._exp.TableAlias(this=table.this.copy()))
                table.set("this", self._exp.to_identifier(views[table.name]))

    def _written(self, tree: Any, views: Mapping[str, str]) -> str:  # noqa: ANN401
        self._rename(tree, views)
        for node in list(tree.find_all(self._exp.ArrayOverlaps)):
            sides = [node.this, node.expression]
            node.replace(self._exp.Anonymous(this="arrays_overlap", expressions=sides))
        return str(tree.sql("spark"))
