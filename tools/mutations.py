"""The changes that mutation testing makes to a module, one at a time."""

import ast
import copy
from collections.abc import Iterator, Sequence
from functools import singledispatch
from itertools import takewhile
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

__all__ = ["Mutant", "mutants_of"]


class Mutant(NamedTuple):
    """A module with one change."""

    module: Path
    line: int
    """The first line of what is changed."""

    last_line: int
    before: str
    """What is changed, as ``ast`` writes it."""

    after: str
    code: str
    """The whole module, with the change."""

    def __str__(self) -> str:
        """Return the place, and both texts from a little before where they differ."""
        before, after = (" ".join(text.split()) for text in (self.before, self.after))
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
        start = max(0, len([*alike]) - 30)
        return f"{self.module}:{self.line}: {before[start:][:90]} -> {after[start:][:90]}"


_Node = TypeVar("_Node", bound=ast.AST)

_OTHER_COMPARISONS: Final[dict[type[ast.cmpop], list[type[ast.cmpop]]]] = {
    ast.Lt: [ast.LtE, ast.GtE],
    ast.LtE: [ast.Lt, ast.Gt],
    ast.Gt: [ast.GtE, ast.LtE],
    ast.GtE: [ast.Gt, ast.Lt],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
}

_OTHER_OPERATORS: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}

_OTHER_FUNCTIONS: Final = {"min": "max", "max": "min", "any": "all", "all": "any"}


def mutants_of(module: Path, source: str) -> Iterator[Mutant]:
    """Yield all mutants of a module; docstrings, annotations and messages stay as they are.

    The changes: another comparison, boolean or arithmetic operator; a condition negated; a
    number one more; ``True`` for ``False``; ``min`` for ``max``, ``any`` for ``all``; no sorting;
    a statement left out, be it a call, ``raise``, ``continue``, ``break`` or an assignment with
    an operator; nothing returned; a part of a slice, or a condition of a comprehension, left out.
    """
    tree = ast.parse(source)
    left_out = _without_effect(tree)
    lines = [line.encode() for line in source.splitlines(keepends=True)]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    whole = b"".join(lines)
    for node in ast.walk(tree):
        if node in left_out or not isinstance(node, ast.expr | ast.stmt):
            continue
        first = starts[node.lineno - 1] + node.col_offset
        last = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        for changed in _changes(node):
            after = ast.unparse(ast.fix_missing_locations(changed))
            text = after.replace("\n", "\n" + " " * node.col_offset)
            if isinstance(node, ast.expr) and not isinstance(node, ast.Slice):
                text = f"({after})"
            code = (whole[:first] + text.encode() + whole[last:]).decode()
            yield Mutant(module, node.lineno, node.end_lineno or 0, ast.unparse(node), after, code)


def _without_effect(tree: ast.AST) -> set[ast.AST]:
    """Return the nodes whose change would tell nothing, such as types and messages."""
    kept = (part for node in ast.walk(tree) for part in _kept(node) if part is not None)
    return {each for part in kept for each in ast.walk(part)}


def _kept(node: ast.AST) -> Sequence[ast.AST | None]:
    """Return the parts of a node that stay as they are."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return [node.returns, *node.decorator_list]
        case ast.ClassDef():
            return node.decorator_list
        case ast.arg() | ast.AnnAssign():
            return [node.annotation]
        case ast.Raise():
            return [node.exc, node.cause]
        case ast.JoinedStr():
            return node.values
        case ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.Expr(value=ast.Constant()):
            return [node]
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return [node]
        case ast.Assign(value=ast.Call(func=ast.Name(id="TypeVar"))):
            return [node]
        case _:
            return []


@singledispatch
def _changes(_: ast.AST) -> Iterator[ast.AST]:
    """Yield a node as it is after each of its changes."""
    yield from ()


@_changes.register
def _(node: ast.Compare) -> Iterator[ast.AST]:
    if len(node.ops) == 1:
        for changed in _OTHER_COMPARISONS[type(node.ops[0])]:
            yield _with(node, ops=[changed()])


@_changes.register
def _(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    for number in range(len(node.values)):
        rest = [*node.values[:number], *node.values[number + 1 :]]
        yield rest[0] if len(rest) == 1 else _with(node, values=rest)


@_changes.register
def _(node: ast.BinOp) -> Iterator[ast.AST]:
    if type(node.op) in _OTHER_OPERATORS:
        yield _with(node, op=_OTHER_OPERATORS[type(node.op)]())


@_changes.register
def _(node: ast.UnaryOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.Not | ast.USub):
        yield node.operand


@_changes.register(ast.If)
@_changes.register(ast.While)
@_changes.register(ast.IfExp)
def _(node: ast.If | ast.While | ast.IfExp) -> Iterator[ast.AST]:
    yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))


@_changes.register
def _(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1)


@_changes.register
def _(node: ast.Call) -> Iterator[ast.AST]:
    match node:
        case ast.Call(func=ast.Name(id=name), args=[_, *_]) if name in _OTHER_FUNCTIONS:
            yield _with(node, func=ast.Name(_OTHER_FUNCTIONS[name], ast.Load()))
        case ast.Call(func=ast.Name(id="sorted"), args=[values, *_]):
            yield ast.Call(ast.Name("list", ast.Load()), [values], [])
        case ast.Call(func=ast.Name(id="reversed"), args=[values]):
            yield values
        case _:
            return


@_changes.register
def _(node: ast.Slice) -> Iterator[ast.AST]:
    if node.lower:
        yield _with(node, lower=None)
    if node.upper:
        yield _with(node, upper=None)


@_changes.register(ast.GeneratorExp)
@_changes.register(ast.ListComp)
@_changes.register(ast.SetComp)
@_changes.register(ast.DictComp)
def _(node: ast.GeneratorExp | ast.ListComp | ast.SetComp | ast.DictComp) -> Iterator[ast.AST]:
    for number, each in enumerate(node.generators):
        if each.ifs:
            without = [*node.generators]
            without[number] = _with(each, ifs=[])
            yield _with(node, generators=without)


@_changes.register
def _(node: ast.Expr) -> Iterator[ast.AST]:
    if isinstance(node.value, ast.Call | ast.Yield | ast.YieldFrom):
        yield ast.Pass()


@_changes.register(ast.Raise)
@_changes.register(ast.AugAssign)
@_changes.register(ast.Continue)
@_changes.register(ast.Break)
def _(_: ast.stmt) -> Iterator[ast.AST]:
    yield ast.Pass()


@_changes.register
def _(node: ast.Return) -> Iterator[ast.AST]:
    if node.value and not isinstance(node.value, ast.Constant):
        yield ast.Return(ast.Constant(None))


def _with(node: _Node, **fields: object) -> _Node:
    """Return a copy of a node with other fields."""
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed
