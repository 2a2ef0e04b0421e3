"""Standard output and error that can be full, or closed by whoever reads them."""

import contextlib
import errno
import io
import os
import sys
from typing import Any, Final

from karabakh.cli._exit_status import ExitStatus

__all__ = ["guard_streams"]

_BUFFER: Final = 2**16


def guard_streams() -> None:
    """Let failures of standard output end the program, but not those of errors.

    Characters that the encoding of a stream lacks are escaped.
    """
    sys.stderr = _guarded(sys.stderr, _Stream)
    sys.stdout = _guarded(sys.stdout, _Output)


def _guarded(stream: Any, guard: "type[_Stream]") -> Any:  # noqa: ANN401 (whatever stands for a stream)
    buffer = getattr(stream, "buffer", stream)
    raw = getattr(buffer, "raw", buffer)  # or there is no buffer, by an option of Python
    if not (raw is None or isinstance(raw, io.FileIO)):
        with contextlib.suppress(AttributeError, io.UnsupportedOperation):
            stream.reconfigure(errors="backslashreplace")
        return stream  # a console of Windows, or what a program has put there
    return io.TextIOWrapper(
        io.BufferedWriter(guard(raw), _BUFFER),
        encoding="utf-8" if stream is None else stream.encoding,
        errors="backslashreplace",
        line_buffering=stream is not None and stream.line_buffering,
        write_through=stream is not None and stream.write_through,
    )


class _Stream(io.RawIOBase):
    """A stream of which a failure is passed over."""

    def __init__(self, raw: io.FileIO | None) -> None:
        self._raw = raw
        self._is_lost = False

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._raw is not None and self._raw.isatty()

    def fileno(self) -> int:
        return super().fileno() if self._raw is None else self._raw.fileno()

    def write(self, data: Any, /) -> int | None:  # noqa: ANN401 (what `RawIOBase` takes)
        if not self._is_lost:
            try:
                if self._raw is None:
                    raise OSError(errno.EBADF, os.strerror(errno.EBADF))  # noqa: TRY301
                return self._raw.write(data)
            except OSError as error:
                self._is_lost = True
                self.fail(error)
        return len(data)

    def fail(self, error: OSError) -> None:
        """Do what a failure leads to."""


class _Output(_Stream):
    """A stream of which a failure ends the program."""

    def fail(self, error: OSError) -> None:
        if isinstance(error, BrokenPipeError):
            sys.exit(ExitStatus.BROKEN_PIPE)
        print(f"Error: standard output can't be written: {error.strerror}", file=sys.stderr)  # noqa: T201
        sys.exit(ExitStatus.FAILURE)
