"""The collectives that an actor belongs to, by the members that their records list."""

from collections import deque

from karabakh.ids import ActorId
from karabakh.model import Actor, Dataset

__all__ = ["collectives_of"]


def collectives_of(dataset: Dataset, actor: str) -> dict[ActorId, tuple[Actor, ...]]:
    """Find all collectives that an actor is a member of, itself or by a collective in them.

    Args:
        dataset: the records.
        actor: the actor, which is in the dataset.

    Returns:
        For each collective, the fewest records that tell so, its own first.
    """
    found: dict[ActorId, tuple[Actor, ...]] = {}
    waiting: deque[tuple[str, tuple[Actor, ...]]] = deque([(actor, ())])
    while waiting:
        member, path = waiting.popleft()
        for collective in sorted(dataset.actors.where(members=member), key=lambda each: each.id):
            if collective.id not in found and collective.id != actor:
                found[collective.id] = (collective, *path)
                waiting.append((collective.id, found[collective.id]))
    return found
