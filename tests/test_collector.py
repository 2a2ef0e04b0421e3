"""The garbage collector: paused during reading, and not needed to free datasets."""

import gc
import os
import threading
import weakref

import pytest

import karabakh
from karabakh import Actor, ActorKind, Dataset, UnknownIdError
from karabakh._collector import collector_paused
from karabakh.exports import briefing_to_html, briefing_to_markdown
from karabakh.figures import draw_timeline
from karabakh.reasoning import agreement_status, obligations, open_questions, timeline


@pytest.fixture(autouse=True)
def _collector_left_as_it_was():
    was_on = gc.isenabled()
    yield
    gc.unfreeze()
    (gc.enable if was_on else gc.disable)()


def test_it_is_on_again_afterwards_whatever_happens():
    gc.enable()
    assert collector_paused(gc.isenabled)() is False
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError):
        collector_paused(divmod)(1, 0)
    assert gc.isenabled()


def test_it_stays_off_where_it_was_off():
    gc.disable()
    assert collector_paused(gc.isenabled)() is False
    assert not gc.isenabled()


def test_what_a_caller_freezes_stays_frozen():
    gc.enable()
    gc.freeze()
    frozen = gc.get_freeze_count()
    collector_paused(list)()
    assert gc.get_freeze_count() == frozen > 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_it_is_on_in_a_process_that_another_thread_forks():
    gc.enable()
    begun, ended = threading.Event(), threading.Event()

    @collector_paused
    def wait():
        begun.set()
        ended.wait()

    thread = threading.Thread(target=wait)
    thread.start()
    begun.wait()
    assert not gc.isenabled()
    child = os.fork()
    if not child:
        os._exit(0 if gc.isenabled() else 1)
    _, status = os.waitpid(child, 0)
    ended.set()
    thread.join()
    assert os.waitstatus_to_exitcode(status) == 0
    assert gc.isenabled()


class Circle:
    def __init__(self):
        self.itself = self


def test_garbage_of_the_caller_is_found_before_it_counts_as_old():
    gc.enable()
    gone = weakref.ref(Circle())
    assert collector_paused(gone)() is None


def made_by_hand():
    return Dataset.from_records(Actor(id="ann", kind=ActorKind.PERSON))


def read_from_a_file():
    return karabakh.parse(karabakh.serialize(made_by_hand(), format="json"), format="json")


def read_and_refused_before():
    with pytest.raises(karabakh.LoadError):
        karabakh.parse('{"schema": 2, "actors": [{"id": "ann"}]}', format="json")
    return read_from_a_file()


@pytest.mark.parametrize("build", [made_by_hand, read_from_a_file, read_and_refused_before])
def test_a_dataset_is_gone_with_its_last_reference(build):
    gc.disable()
    dataset = build()
    assert dataset.actors.where(kind="person")
    gone = weakref.ref(dataset)
    del dataset
    assert gone() is None


def test_reading_leaves_nothing_for_the_collector():
    text = karabakh.serialize(karabakh.load(), format="json")
    karabakh.parse(text, format="json")  # fills what is kept for good
    gc.collect()
    gc.disable()
    karabakh.parse(text, format="json")
    assert gc.collect() == 0


def test_a_collection_knows_all_identifiers_when_its_dataset_is_gone():
    actors = made_by_hand().actors
    with pytest.raises(UnknownIdError, match="ann"):
        actors.where(members="anne")
    assert actors.where(members="ann") == ()


def test_garbage_of_many_small_files_does_not_pile_up():
    gc.enable()
    gc.collect()
    before = len(gc.get_objects())
    for _ in range(400):
        with pytest.raises(karabakh.LoadError):
            karabakh.parse('schema = 2\n[[actors]]\nid = 5\nnames = [{ txt = "x" }]', format="toml")
    assert len(gc.get_objects()) < before + 20_000


@pytest.mark.parametrize(
    ("work", "most"),
    [
        (timeline, 0),
        (obligations, 0),
        (open_questions, 0),
        (briefing_to_markdown, 0),
        (lambda dataset: agreement_status(dataset, "ceasefire"), 0),
        (lambda dataset: draw_timeline(dataset).svg, 0),
        (briefing_to_html, 100),  # macros of Jinja's, always as many
    ],
    ids=["timeline", "obligations", "open questions", "briefing", "status", "figure", "page"],
)
def test_questions_and_briefings_leave_nothing_to_it(work, most):
    dataset = karabakh.load()
    work(dataset)
    gc.collect()
    gc.disable()
    work(dataset)
    assert gc.collect() <= most
