#!/usr/bin/env python3
"""Check names, docstrings, comments and messages against the house vocabulary.

    python3 tools/check_language.py             compare all counts with those recorded
    python3 tools/check_language.py PATH …      list what is found in files or folders
    python3 tools/check_language.py --update    record counts that have fallen

The counts of `tools/language.toml` are a ratchet, one line a package (a folder with the
folders below it, or a file): they may fall and never rise, and what has no line of its own,
nor lies in a folder that has one, must have no findings at all.

| code | what it finds |
| --- | --- |
| KL001 | a docstring that opens with a verb that the house does not use |
| KL002 | a summary of more than 80 characters |
| KL003 | a name with a part that means nothing to a reader of the field |
| KL004 | a phrase that has a plainer or more usual term |
| KL005 | a predicate whose summary does not say "Return whether …" |
| KL006 | an error that states no expectation ("there is no …", "… is no …") |

Exit status: 0 if nothing rose (or, with PATH, nothing was found), 1 otherwise, 2 on wrong use.
"""

import argparse
import ast
import re
import sys
import tokenize
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
RECORD = Path(__file__).resolve().with_name("language.toml")
MAX_SUMMARY = 80

OPENING = re.compile(r"(Gives?|Tells?|Says?|Go(es)? through|Puts?|Makes?|Refuses?|Carry|Carries)\b")

NAME_PARTS: dict[str, str] = {
    "asked": "requested, arguments",
    "brought": "propagated",
    "deed": "performance",
    "deeds": "performances",
    "give": "return",
    "given": "the noun itself",
    "kept": "cached, remaining, memoised",
    "loose": "may_be_empty",
    "make": "build, create",
    "making": "creation",
    "makings": "creation_times",
    "mended": "repaired, completed",
    "mention": "reference",
    "mentions": "references",
    "moment": "endpoint",
    "moments": "endpoints",
    "ones": "clusters, records",
    "somebody": "actor",
    "tell": "state, report",
    "told": "stated",
    "torn": "inconsistent",
    "twin": "struct",
    "twins": "structs",
    "untold": "undetermined",
}
"""Parts of names that are not used, and the terms to use."""

PHRASES: dict[str, str] = {
    r"(?:un)?told|tells?|telling": "state, report, determine",
    r"in the making": "being created",
    r"reads? in": "infer, inferred",
    r"read by the coder": "inferred by the coder",
    r"hangs? together": "connected",
    r"of one thing": "coreferent",
    r"at one time": "simultaneous",
    r"so it is with": "usually",
    r"with a word": "the action itself",
    r"a word (?:for|on|to)": "a label, a hint",
    r"(?:finds?|found) out when asked": "lazy",
    r"[Nn]one where": "None if",
    r"[Ss]omebody|[Ss]omeone": "an actor",
    r"of which it is known": "known",
    r"neither known to be": "not known whether",
    r"known to be met nor": "not known whether met",
    r"not said outright": "derived",
    r"speaks for whom": "represents",
    r"(?:let )?warnings count as": "treat warnings as errors",
    r"if it is there": "if it exists",
    r"(?:what|who) (?:can't all be so|disagrees|holds what)": "the heading's term",
    r"who is (?:told to act|in it)": "Demands, Actors",
    r"implies what is opposed": "implies an opposed proposition",
    r"the suffix says it": "default: from the suffix",
    r"nothing found": "no problems found",
    r"torn": "inconsistent",
}
"""Phrases that are not used in docstrings, comments and messages, and what to write."""

MESSAGES = re.compile(
    r"\bis no (?!longer)|\b[Tt]here (?:is|are) no\b|\bsay (?:which|what)\b|\bare asked\b"
    r"|\bcites nothing\b|\bwhat (?:\w+ ){1,3}gives\b"
)
"""Wordings of errors that name no expectation: parameter must be X, got Y; use Z."""

_SPACED = {
    rf"\b(?:{phrase.replace(' ', chr(92) + 's+')})\b": term for phrase, term in PHRASES.items()
}
PHRASE = re.compile("|".join(f"(?P<p{i}>{each})" for i, each in enumerate(_SPACED)), re.IGNORECASE)
TERMS = tuple(_SPACED.values())

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Problem(NamedTuple):
    """A word or wording that the house does not use, and where it stands."""

    line: int
    code: str
    message: str


def check(text: str, stem: str = "") -> list[Problem]:
    """Return what the house vocabulary objects to in a module's text, by line.

    >>> for problem in check('def give_all(torn): "Give the records."'):
    ...     print(*problem)
    1 KL001 docstring begins with 'Give'
    1 KL003 name 'give_all' uses 'give': return
    1 KL003 name 'torn' uses 'torn': inconsistent

    Args:
        text: The module's source.
        stem: The name of its file without suffix, which is a name as others are.

    Raises:
        SyntaxError: If the text is not Python.
    """
    tree = ast.parse(text)
    return sorted((*_docstrings(tree), *_names(tree, stem), *_phrases(text), *_messages(tree)))


def _docstrings(tree: ast.Module) -> Iterator[Problem]:
    for node in ast.walk(tree):
        if not isinstance(node, Function | ast.ClassDef | ast.Module):
            continue
        documentation = ast.get_docstring(node)
        if not documentation:
            continue
        line = getattr(node, "lineno", 1)
        summary = documentation.split("\n", 1)[0]
        if opening := OPENING.match(summary):
            yield Problem(line, "KL001", f"docstring begins with {opening[0]!r}")
        if len(summary) > MAX_SUMMARY:
            yield Problem(line, "KL002", f"summary of {len(summary)} characters")
        if isinstance(node, Function) and _is_predicate(node):
            wanted = "Whether" if _is_property(node) else "Return whether"
            if not summary.startswith((wanted, "Return `True`")):
                yield Problem(line, "KL005", f"summary of a predicate: write '{wanted} …'")


def _is_predicate(node: Function) -> bool:
    return isinstance(node.returns, ast.Name) and node.returns.id == "bool"


def _is_property(node: Function) -> bool:
    return any("property" in ast.unparse(decorator) for decorator in node.decorator_list)


def _names(tree: ast.Module, stem: str) -> Iterator[Problem]:
    named = [(1, stem)]
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                named.append((node.lineno, node.name))
            case ast.arg():
                named.append((node.lineno, node.arg))
            case ast.Name(ctx=ast.Store()):
                named.append((node.lineno, node.id))
            case ast.Attribute(ctx=ast.Store()):
                named.append((node.lineno, node.attr))
            case ast.MatchAs(name=str()) | ast.MatchStar(name=str()):
                named.append((node.lineno, node.name or ""))
            case _:
                pass
    for line, name in named:
        parts = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_")
        for part in sorted({*parts} & NAME_PARTS.keys()):
            yield Problem(line, "KL003", f"name {name!r} uses {part!r}: {NAME_PARTS[part]}")


def _phrases(text: str) -> Iterator[Problem]:
    lines = iter(text.splitlines(keepends=True))
    for token in tokenize.generate_tokens(lambda: next(lines, "")):
        kind = tokenize.tok_name[token.type]
        if kind in {"STRING", "COMMENT"} or kind.startswith("FSTRING"):
            for match in PHRASE.finditer(token.string):
                line = token.start[0] + token.string.count("\n", 0, match.start())
                term = TERMS[int((match.lastgroup or "p0")[1:])]
                words = " ".join(match[0].split())
                yield Problem(line, "KL004", f"phrase {words!r}: {term}")


def _messages(tree: ast.Module) -> Iterator[Problem]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and node.exc is not None:
            for part in ast.walk(node.exc):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    for match in MESSAGES.finditer(part.value):
                        words = match[0].strip()
                        yield Problem(
                            part.lineno, "KL006", f"message uses {words!r}: must be …, got …"
                        )


def find(paths: Iterable[Path]) -> dict[Path, list[Problem]]:
    """Return the problems of each module that is named or lies in a folder named."""
    files = {file for path in paths for file in (path.rglob("*.py") if path.is_dir() else (path,))}
    checked = {file: check(file.read_text("utf-8"), file.stem) for file in sorted(files)}
    return {file: problems for file, problems in checked.items() if problems}


def package_of(file: Path, packages: Iterable[str]) -> str:
    """Return the most closely fitting package of a file, or its folder if none does."""
    name = file.as_posix()
    fitting = [each for each in packages if name == each or name.startswith(each + "/")]
    return max(fitting, key=len, default=file.parent.as_posix())


def compare(counts: Counter[str], recorded: dict[str, int]) -> tuple[list[str], list[str]]:
    """Return the packages whose counts rose, and those whose counts fell."""
    packages = sorted({*counts, *recorded})
    risen = [each for each in packages if counts[each] > recorded.get(each, 0)]
    fallen = [each for each in packages if counts[each] < recorded.get(each, 0)]
    return risen, fallen


def lower(text: str, counts: Counter[str], root: Path = ROOT) -> str:
    """Return the record with the counts that fell, without packages that are gone."""

    def lowered(match: re.Match[str]) -> str:
        if not (root / match[2]).exists():
            return ""
        return f"{match[1]}{min(counts[match[2]], int(match[3]))}\n"

    lines = re.sub(r'(?m)^("([^"]+)" = )(\d+)\n', lowered, text)
    return re.sub(r"\n{3,}", "\n\n", lines)


def _ratchet(*, update: bool) -> int:
    record = tomllib.loads(RECORD.read_text("utf-8"))
    recorded: dict[str, int] = record["counts"]
    found = find(ROOT / each for each in record["checked"])
    found = {file.relative_to(ROOT): problems for file, problems in found.items()}
    counts: Counter[str] = Counter()
    for file, problems in found.items():
        counts[package_of(file, recorded)] += len(problems)
    risen, fallen = compare(counts, recorded)
    for file, problems in found.items():
        if package_of(file, recorded) in risen:
            _show(file, problems)
    for package in risen:
        print(f"{package}: {counts[package]} findings, at most {recorded.get(package, 0)} allowed")
    if fallen and update:
        RECORD.write_text(lower(RECORD.read_text("utf-8"), counts), "utf-8", newline="\n")
    for package in fallen:
        change = f"{package}: {recorded[package]} → {counts[package]}"
        print(f"{change} recorded" if update else f"{change}: record it with --update")
    allowed = sum(recorded.values())
    print(f"language: {counts.total()} findings, at most {allowed} allowed")
    return 1 if risen else 0


def _show(file: Path, problems: Iterable[Problem]) -> None:
    for line, code, message in problems:
        print(f"{file}:{line}: {code} {message}")


def main(arguments: list[str] | None = None) -> int:
    """Check the paths that are named, or all counts; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--update", action="store_true", help="record counts that have fallen")
    parser.add_argument("--stats", action="store_true", help="show the counts alone")
    options = parser.parse_args(arguments)
    if not options.paths:
        return _ratchet(update=options.update)
    for path in options.paths:
        if not path.exists():
            parser.error(f"unknown path {str(path)!r}")
    found = find(options.paths)
    counts = Counter(problem.code for problems in found.values() for problem in problems)
    for file, problems in found.items() if not options.stats else ():
        _show(file, problems)
    print(", ".join(f"{code} {count}" for code, count in sorted(counts.items())) or "no findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
