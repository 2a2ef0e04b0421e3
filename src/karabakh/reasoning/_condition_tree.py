"""The order in which a goal's conditions are listed, as a tree."""

from collections.abc import Iterator

import attrs

from karabakh.ids import PropositionId
from karabakh.model import Proposition, Requirement

__all__ = ["Plan", "Planned", "Requirements", "planned"]


@attrs.frozen(kw_only=True)
class Planned:
    """A node of the tree: a requirement, the number of its parent, and how it ends."""

    proposition: Proposition
    requirement: Requirement
    parent: int | None
    is_repeated: bool = False
    is_cyclic: bool = False


@attrs.define
class Plan:
    """The nodes of a tree, each before those below it, and its cycles."""

    steps: list[Planned] = attrs.field(factory=list)
    cycles: list[tuple[PropositionId, ...]] = attrs.field(factory=list)


Requirements = dict[PropositionId, list[tuple[Proposition, Requirement]]]


def planned(goal: PropositionId, requirements: Requirements) -> Plan:
    """Return the tree in depth, without recursion: chains may be very long.

    Args:
        goal: What is to come about.
        requirements: What bears on each goal.
    """
    plan = Plan()
    path = {goal: None}
    listed = {goal}
    calls: list[tuple[int | None, Iterator[tuple[Proposition, Requirement]]]] = [
        (None, iter(requirements.get(goal, ())))
    ]
    while calls:
        parent, remaining = calls[-1]
        proposition, requirement = next(remaining, (None, None))
        if proposition is None or requirement is None:
            calls.pop()
            path.popitem()
            continue
        condition = requirement.condition
        is_cyclic = condition in path
        is_goal = condition in requirements
        plan.steps.append(
            Planned(
                proposition=proposition,
                requirement=requirement,
                parent=parent,
                is_repeated=condition in listed and not is_cyclic and is_goal,
                is_cyclic=is_cyclic,
            )
        )
        if is_cyclic:
            cycle = list(path)
            plan.cycles.append(tuple(reversed(cycle[cycle.index(condition) :])))
        elif is_goal and condition not in listed:
            listed.add(condition)
            path[condition] = None
            calls.append((len(plan.steps) - 1, iter(requirements[condition])))
    return plan
