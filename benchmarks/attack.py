"""Read, check, bind and ask inputs that are made to be slow, at growing sizes.

    python benchmarks/attack.py --bytes 25000 50000 100000

Each attack is made in growing sizes, and the work on each size is measured in a process of its
own: seconds, mebibytes at most, how many times the input that is, and how many objects are left
in cycles, which stay while the garbage collector is paused. *Growth* compares the times of the
last two sizes; what grows in proportion to the input doubles. With ``--only-faults``, only what
grows faster, takes long or takes much memory is printed; the exit status is then 1.
"""

import argparse
import gc
import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import measure
from attack_data import DATA_ATTACKS
from attack_files import FILE_ATTACKS
from attack_texts import TEXT_ATTACKS

ATTACKS: dict[str, tuple[Callable[[int], Any], Callable[[Any], object]]] = {
    **FILE_ATTACKS,
    **TEXT_ATTACKS,
    **DATA_ATTACKS,
}
"""What builds an input of so many bytes, and what is done with it."""

MOST_TIMES = 100
"""How many times the size of its input an attack may take in memory."""

MOST_GROWTH = 2.8
"""How often the time of the size before an attack may take for twice as much."""

FLOOR = 8 * 2**20
"""Less memory than this is never too much: the allocator's steps are in it."""

SHORT = 0.25
"""Seconds within which no growth is a fault: too short to be measured."""

MOST_CYCLES = 1000


@dataclass(frozen=True)
class Outcome:
    """What came of one attack at one size."""

    size: int
    seconds: float | None
    """None if the limit was exceeded."""
    peak: float = 0
    cycles: int = 0
    problem: str = ""


def attack(name: str, size: int, limit: int) -> Outcome:
    """Return what an attack takes, in a process of its own."""
    receiving, sending = os.pipe()
    if not (child := os.fork()):
        os.close(receiving)
        try:
            outcome = _in_child(name, size, limit)
        except BaseException as error:  # noqa: BLE001 (whatever it is, it is the outcome)
            outcome = {"size": size, "seconds": None, "problem": repr(error)[:200]}
        os.write(sending, json.dumps(outcome).encode())
        os._exit(0)
    os.close(sending)
    with os.fdopen(receiving, "rb") as stream:
        text = stream.read()
    _, status = os.waitpid(child, 0)
    if text:
        return Outcome(**json.loads(text))
    is_late = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF
    return Outcome(size, None, problem="too long" if is_late else "killed")


def _in_child(name: str, size: int, limit: int) -> dict[str, object]:
    build, work = ATTACKS[name]
    work(build(1000))  # imports what it needs
    content = build(size)
    resource.setrlimit(resource.RLIMIT_AS, (6 * 2**30, 6 * 2**30))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, limit)
    gc.collect()
    gc.disable()
    result = measure.measured(lambda: work(content))
    return {
        "size": size,
        "seconds": result.seconds,
        "peak": result.peak,
        "cycles": result.cycles,
    }


def faults(found: Sequence[Outcome]) -> str:
    """Return what is wrong with an attack's outcomes, in a few words."""
    last = found[-1]
    if last.seconds is None:
        return last.problem or "too long"
    reasons = []
    if len(found) > 1 and (found[-2].seconds or 0) * MOST_GROWTH < last.seconds > SHORT:
        reasons.append("grows")
    if last.peak > max(MOST_TIMES * last.size, FLOOR):
        reasons.append("memory")
    if last.cycles > MOST_CYCLES:
        reasons.append("cycles")
    return ", ".join(reasons)


def row(name: str, found: Sequence[Outcome]) -> tuple[object, ...]:
    """Return the cells of an attack."""
    last = found[-1]
    times = ["–" if each.seconds is None else each.seconds for each in found]
    full = [each.seconds for each in found if each.seconds is not None]
    growth = full[-1] / max(full[-2], 1e-3) if len(full) > 1 else "–"
    peak = last.peak / 2**20
    return (name, *times, growth, peak, round(last.peak / last.size), last.cycles, faults(found))


def main() -> int:
    """Measure and print; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--bytes", type=int, nargs="+", default=[25_000, 50_000, 100_000])
    parser.add_argument("--attacks", nargs="+", default=[""], help="what their names contain")
    parser.add_argument("--limit", type=int, default=20, help="in seconds (%(default)s)")
    parser.add_argument("--only-faults", action="store_true", help="print nothing else")
    options = parser.parse_args()
    rows = []
    for name in ATTACKS:
        if not any(part in name for part in options.attacks):
            continue
        found: list[Outcome] = []
        for size in options.bytes:
            found.append(attack(name, size, options.limit))
            if found[-1].seconds is None:
                break
        if not options.only_faults or faults(found):
            padding = [Outcome(0, None)] * (len(options.bytes) - len(found))
            rows.append(row(name, [*padding, *found]))
            print(*rows[-1], sep="\t", file=sys.stderr, flush=True)
    sizes = [f"{size:,} B, s" for size in options.bytes]
    head = ("attack", *sizes, "growth", "MiB", "× input", "cycles", "fault")
    print(measure.markdown(head, rows))
    print(f"\nSeconds of processor time; {measure.machine()}")
    return int(options.only_faults and bool(rows))


if __name__ == "__main__":
    sys.exit(main())
