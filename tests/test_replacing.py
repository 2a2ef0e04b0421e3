"""Files are replaced as a whole, with true errors and nothing left beside them."""

import contextlib
import errno
import gzip
import os
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import traceback
from pathlib import Path

import pytest

import karabakh
from karabakh import _replacing
from karabakh._replacing import finish_file, replace_file, replace_folder, restore_folder

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="elsewhere files have other rights and kinds"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]
as_root = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="only root can be others"
)
NOBODY = 65534


def fill(path, content=b"new"):
    replace_file(path, lambda stream: stream.write(content))


def names_in(folder):
    return sorted(each.name for each in folder.iterdir())


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


def as_nobody(function, *, groups=()):
    """Run a function in a process of a user without rights; fail if it fails."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        status = 1
        with contextlib.suppress(BaseException):
            try:
                os.setgroups(groups)
                os.setgid(NOBODY)
                os.setuid(NOBODY)
                function()
                status = 0
            except BaseException:  # noqa: BLE001 (it is reported)
                os.write(theirs, traceback.format_exc().encode())
        os._exit(status)
    os.close(theirs)
    with open(ours, encoding="utf-8") as stream:  # noqa: PTH123 (a descriptor)
        report = stream.read()
    assert not os.waitpid(child, 0)[1], report


@pytest.fixture
def shared():
    """A folder that other users can reach."""
    folder = Path(f"/var/tmp/karabakh-{os.urandom(6).hex()}")  # noqa: S108 (random)
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    yield folder
    subprocess.run(["rm", "-rf", folder], check=True)  # noqa: S607 (that of the system)


# -- who may read


def test_only_its_owner_can_read_a_file_that_is_not_complete(tmp_path):
    path = tmp_path / "data.json"
    path.write_bytes(b"old")
    path.chmod(0o644)
    modes = []

    def write(stream):
        modes.append(stat.S_IMODE(os.fstat(stream.fileno()).st_mode))
        stream.write(b"new")

    replace_file(path, write)
    assert modes == [0o600]
    assert (mode_of(path), path.read_bytes()) == (0o644, b"new")


@as_root
def test_owner_and_group_stay(tmp_path):
    path = tmp_path / "data.json"
    path.write_bytes(b"old")
    os.chown(path, 1234, 2345)
    path.chmod(0o640)
    fill(path)
    status = path.stat()
    assert (status.st_uid, status.st_gid, mode_of(path)) == (1234, 2345, 0o640)


@as_root
@pytest.mark.parametrize(
    ("old", "new"),
    [(0o666, 0o666), (0o662, 0o622), (0o667, 0o666), (0o676, 0o666), (0o606, 0o600)],
)
def test_what_cannot_be_set_is_narrowed(shared, old, new):
    path = shared / "data.json"
    path.write_bytes(b"old")
    os.chown(path, NOBODY, 2345)
    path.chmod(old)
    as_nobody(lambda: fill(path))
    assert (path.stat().st_gid, mode_of(path)) == (NOBODY, new)


@as_root
def test_the_group_stays_where_the_owner_cannot(shared):
    path = shared / "data.json"
    path.write_bytes(b"old")
    os.chown(path, 0, 2345)
    path.chmod(0o660)
    as_nobody(lambda: fill(path), groups=[2345])
    assert (path.stat().st_uid, path.stat().st_gid, mode_of(path)) == (NOBODY, 2345, 0o660)


def acl(path, name="access"):
    return os.getxattr(path, f"system.posix_acl_{name}")


def set_acl(path, *, group, mask, name="access"):
    """Let user 1234 read and write, and the group what is passed."""
    entries = [(1, 6, -1), (2, 6, 1234), (4, group, -1), (16, mask, -1), (32, 0, -1)]
    packed = b"".join(
        tag.to_bytes(2, "little")
        + bits.to_bytes(2, "little")
        + who.to_bytes(4, "little", signed=True)
        for tag, bits, who in entries
    )
    try:
        os.setxattr(path, f"system.posix_acl_{name}", (2).to_bytes(4, "little") + packed)
    except (AttributeError, OSError):
        pytest.skip("this file system has no lists")


def test_an_access_control_list_stays_and_never_becomes_a_mode(tmp_path):
    path = tmp_path / "data.json"
    path.write_bytes(b"old")
    set_acl(path, group=0, mask=6)
    before = acl(path)
    assert mode_of(path) == 0o660, "the group seems to be allowed what the mask allows"
    fill(path)
    assert acl(path) == before


@as_root
def test_without_its_list_the_group_may_do_nothing(shared):
    path = shared / "data.json"
    path.write_bytes(b"old")
    os.chown(path, NOBODY, 2345)
    set_acl(path, group=0, mask=6)
    as_nobody(lambda: fill(path))
    assert mode_of(path) == 0o600


def test_a_list_of_the_folder_is_not_taken_over(tmp_path):
    path = tmp_path / "data.json"
    path.write_bytes(b"old")
    path.chmod(0o640)
    set_acl(tmp_path, group=4, mask=6, name="default")
    fill(path)
    with pytest.raises(OSError, match=os.strerror(errno.ENODATA)):
        acl(path)
    assert mode_of(path) == 0o640


def test_attributes_of_users_stay(tmp_path):
    path = tmp_path / "data.json"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "user.origin", b"archive")
    except (AttributeError, OSError):
        pytest.skip("this file system has no attributes")
    fill(path)
    assert os.getxattr(path, "user.origin") == b"archive"


def test_another_hard_link_keeps_the_old_content(tmp_path):
    path, link = tmp_path / "data.json", tmp_path / "link.json"
    path.write_bytes(b"old")
    link.hardlink_to(path)
    fill(path)
    assert (path.read_bytes(), link.read_bytes()) == (b"new", b"old")


# -- what is no file


def test_a_pipe_is_written_to(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    received = []
    reader = threading.Thread(target=lambda: received.append(path.read_bytes()))
    reader.start()
    fill(path)
    reader.join()
    assert received == [b"new"]
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_a_device_is_written_to_and_its_error_names_it():
    fill(Path(os.devnull))
    with pytest.raises(OSError, match="/dev/full") as caught:
        fill(Path("/dev/full"))
    assert caught.value.errno == errno.ENOSPC
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


def test_a_socket_is_refused(tmp_path):
    path = tmp_path / "socket"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        with pytest.raises(OSError, match="socket"):
            fill(path)
    assert stat.S_ISSOCK(path.stat().st_mode)
    assert names_in(tmp_path) == ["socket"]


STANDARD_OUTPUT = """
import sys, karabakh
dataset = karabakh.Dataset.from_records(karabakh.Place(id="here"))
karabakh.write(dataset, "/dev/stdout", format=sys.argv[1])
"""


@pytest.mark.parametrize("format", ["json", "json.gz"])
def test_standard_output_is_written_to_whatever_it_is(tmp_path, format):
    path = tmp_path / "log"
    path.write_bytes(b"old ")
    command = [sys.executable, "-c", STANDARD_OUTPUT, format]
    piped = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    with path.open("ab") as log:
        subprocess.run(command, stdout=log, check=True)
    assert path.read_bytes() == b"old " + piped
    text = gzip.decompress(piped) if format == "json.gz" else piped
    assert karabakh.parse(text, format="json").places.ids == ("here",)


def test_a_folder_and_a_circle_of_links_are_refused(tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError, match="folder'"):
        fill(tmp_path / "folder")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    with pytest.raises(OSError, match="circle'"):
        fill(tmp_path / "circle")
    assert names_in(tmp_path) == ["circle", "folder"]


def test_a_link_to_nothing_leads_to_a_new_file(tmp_path):
    (tmp_path / "link").symlink_to("file")
    fill(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"new"


# -- where


def test_a_name_may_be_as_long_as_the_system_allows(tmp_path):
    for name in ("n" * 255, "ż" * 127):
        fill(tmp_path / name)
        replace_folder(tmp_path / f"{name[:-1]}x", {"a": b"new"}, own_files=["a"])
    with pytest.raises(OSError, match="nnnn") as caught:
        fill(tmp_path / ("n" * 256))
    assert caught.value.errno == errno.ENAMETOOLONG
    assert len(names_in(tmp_path)) == 4


@as_root
def test_a_folder_that_cannot_be_listed_can_be_written_into(shared):
    shared.chmod(0o333)
    as_nobody(lambda: fill(shared / "data.json"))
    as_nobody(lambda: fill(shared / "data.json", b"newer"))
    assert names_in(shared) == ["data.json"]
    assert (shared / "data.json").read_bytes() == b"newer"


@as_root
def test_what_another_user_owns_in_a_sticky_folder_stays(shared):
    path = shared / "data.json"
    path.write_bytes(b"old")
    path.chmod(0o666)
    shared.chmod(0o1777)

    def write():
        with pytest.raises(PermissionError, match=r"data\.json'$"):
            fill(path)

    as_nobody(write)
    assert path.read_bytes() == b"old"
    assert names_in(shared) == ["data.json"]


@as_root
def test_a_folder_without_permission_is_named_as_the_reason(shared):
    path = shared / "data.json"
    path.write_bytes(b"old")
    path.chmod(0o666)
    shared.chmod(0o755)

    def write():
        with pytest.raises(PermissionError, match=r"in its folder: .*data\.json'"):
            fill(path)

    as_nobody(write)
    assert path.read_bytes() == b"old"


@as_root
def test_a_file_that_may_not_be_written_is_not_replaced(shared):
    path = shared / "data.json"
    path.write_bytes(b"old")
    os.chown(path, NOBODY, NOBODY)
    path.chmod(0o444)

    def write():
        with pytest.raises(PermissionError, match=r"data\.json'$"):
            fill(path)

    as_nobody(write)
    assert path.read_bytes() == b"old"
    assert names_in(shared) == ["data.json"]


def test_an_error_of_something_else_is_passed_on(tmp_path):
    def write(stream):
        stream.write(b"new")
        (tmp_path / "missing").read_bytes()

    with pytest.raises(FileNotFoundError, match="missing'"):
        replace_file(tmp_path / "data.json", write)
    with pytest.raises(OSError, match=r"^no such luck$"):
        replace_file(tmp_path / "data.json", lambda _: raise_(OSError("no such luck")))
    assert names_in(tmp_path) == []


def raise_(error):
    raise error


# -- folders


def test_a_folder_and_its_files_keep_their_access(tmp_path):
    folder = tmp_path / "tables"
    replace_folder(folder, {"a": b"old", "b": b"old"}, own_files=["a", "b"])
    folder.chmod(0o750)
    (folder / "a").chmod(0o600)
    replace_folder(folder, {"a": b"new", "b": b"new"}, own_files=["a", "b"])
    assert [mode_of(each) for each in (folder, folder / "a")] == [0o750, 0o600]
    assert names_in(tmp_path) == ["tables"]


def test_a_file_that_is_finished_has_the_access_of_the_one_before(tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(b"old")
    old.chmod(0o640)
    new.write_bytes(b"new")
    finish_file(new, tmp_path / "newer", replaced=old)
    assert mode_of(tmp_path / "newer") == 0o640


# -- kills and interrupts

WRITE_ONE = """
import os, sys
from pathlib import Path
from karabakh import _replacing
def stop(*_): print("begun", flush=True); sys.stdin.read()
"""
STOPS = {
    "file": "_replacing.replace_file(Path(sys.argv[1]), stop)",
    "folder": (
        "_replacing.keep_access = stop;"
        " _replacing.replace_folder(Path(sys.argv[1]), {'a': b'new'}, own_files=['a'])"
    ),
    "folder between two names": (
        "rename = _replacing._rename\n"
        "def first(source, target): rename(source, target); stop()\n"
        "_replacing._rename = first\n"
        "_replacing.replace_folder(Path(sys.argv[1]), {'a': b'new'}, own_files=['a'])"
    ),
}


@contextlib.contextmanager
def stopped_writer(code, path):
    with subprocess.Popen(
        [sys.executable, "-c", WRITE_ONE + code, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdout.readline() == "begun\n"
        yield writer
        writer.kill()


@pytest.mark.parametrize("stop", STOPS)
def test_what_a_killed_writer_left_is_removed_by_the_next(tmp_path, stop):
    path = tmp_path / "data"
    is_folder = stop != "file"

    def write(content):
        if is_folder:
            replace_folder(path, {"a": content}, own_files=["a"])
        else:
            fill(path, content)

    write(b"old")
    with stopped_writer(STOPS[stop], path):
        assert len(names_in(tmp_path)) > 1
    assert len(names_in(tmp_path)) > 1
    write(b"new")
    assert names_in(tmp_path) == ["data"]
    assert (path / "a" if is_folder else path).read_bytes() == b"new"


def test_a_folder_is_restored_whose_writer_was_killed_between_two_names(tmp_path):
    path = tmp_path / "data"
    replace_folder(path, {"a": b"old"}, own_files=["a"])
    with stopped_writer(STOPS["folder between two names"], path):
        assert not path.exists()
        restore_folder(path)
        assert not path.exists(), "its writer is at work"
    restore_folder(path)
    assert (path / "a").read_bytes() == b"old"
    assert names_in(tmp_path) == ["data"]


def test_what_a_writer_is_writing_stays(tmp_path):
    path = tmp_path / "data"
    with stopped_writer(STOPS["file"], path) as writer:
        fill(path, b"ours")
        assert len(names_in(tmp_path)) == 2
        writer.communicate("")
    assert path.read_bytes() == b""
    assert names_in(tmp_path) == ["data"]


def test_other_files_stay(tmp_path):
    others = {".data.0123456789abcdef.tmp.bak", ".data2.0123456789abcdef.tmp", ".data.abc.tmp"}
    for name in others:
        (tmp_path / name).touch()
    (tmp_path / ".data.0123456789abcdef.tmp").symlink_to(tmp_path / "nothing")
    fill(tmp_path / "data")
    assert set(names_in(tmp_path)) == {*others, ".data.0123456789abcdef.tmp", "data"}


INTERRUPTED = """
import gc, os, random, signal, sys, time, warnings
from pathlib import Path
import karabakh
from karabakh._collector import collector_paused
from karabakh._replacing import replace_file, replace_folder
warnings.simplefilter("ignore")
folder = Path(sys.argv[1])
draw = random.Random(1)
PLACES = karabakh.Dataset.from_records(karabakh.Place(id="here"))

@collector_paused
def write():
    replace_file(folder / "data", lambda stream: stream.writelines([b"x" * 1000] * 20))
    karabakh.write(PLACES, folder / "packed.json.gz")
    replace_folder(folder / "tables", {"a": b"x", "b": b"y"}, own_files=["a", "b"])

write()
begin = time.perf_counter()
write()
usual = time.perf_counter() - begin
signal.signal(signal.SIGALRM, signal.default_int_handler)
before = sorted(os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else [])
interrupts = 0
end = time.monotonic() + 60
while interrupts < 100 and time.monotonic() < end:
    try:
        signal.setitimer(signal.ITIMER_REAL, draw.uniform(1e-6, usual))
        write()
        signal.setitimer(signal.ITIMER_REAL, 0)
    except KeyboardInterrupt:
        interrupts += 1
    signal.setitimer(signal.ITIMER_REAL, 0)
    assert gc.isenabled(), "the collector is off"
    assert sorted(os.listdir(folder)) == ["data", "packed.json.gz", "tables"], os.listdir(folder)
after = sorted(os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else [])
assert len(after) == len(before), (before, after)
print(interrupts)
"""


def test_an_interrupt_at_any_time_leaves_nothing():
    in_memory = "/dev/shm"  # noqa: S108 (there, to force a file to the disk takes no time)
    with tempfile.TemporaryDirectory(dir=in_memory if Path(in_memory).is_dir() else None) as folder:
        done = subprocess.run(
            [sys.executable, "-c", INTERRUPTED, folder],
            capture_output=True,
            check=False,
            text=True,
        )
    assert not done.returncode, done.stderr
    assert int(done.stdout) == 100


# -- Windows and macOS, as far as they can be had here


def test_a_reader_that_has_the_file_open_is_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(_replacing, "_fcntl", None)
    monkeypatch.setattr(_replacing, "_PAUSES", (0, 0, 0))
    attempts = []
    replace = Path.replace

    def refuse(path, target):
        attempts.append(path)
        if len(attempts) < 3:
            raise PermissionError(errno.EACCES, "Access is denied", str(path))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    fill(tmp_path / "data")
    assert (len(attempts), names_in(tmp_path)) == (3, ["data"])
    attempts.clear()
    monkeypatch.setattr(_replacing, "_PAUSES", ())
    with pytest.raises(PermissionError, match=r"another program may have it open\): .*data'"):
        fill(tmp_path / "data")
    assert names_in(tmp_path) == ["data"]


def test_a_full_synchronisation_is_requested_where_there_is_one(tmp_path, monkeypatch):
    commands = []

    class Fcntl:
        F_FULLFSYNC, LOCK_EX, LOCK_NB = 51, 2, 4

        @staticmethod
        def flock(*_):
            return None

        @staticmethod
        def fcntl(descriptor, command):
            commands.append((os.fstat(descriptor).st_mode, command))

    monkeypatch.setattr(_replacing, "_fcntl", Fcntl)
    fill(tmp_path / "data")
    assert [(stat.S_ISDIR(mode), command) for mode, command in commands] == [
        (False, 51),
        (True, 51),
    ]


@pytest.mark.parametrize("name", ["copy.tmp", "None"])
def test_an_error_about_another_file_names_that_file(tmp_path, name):
    missing = tmp_path / "gone" / name

    def write(_):
        missing.read_bytes()

    with pytest.raises(FileNotFoundError) as caught:
        replace_file(tmp_path / "out.json", write)
    assert caught.value.filename == str(missing)
    assert list(tmp_path.iterdir()) == []
