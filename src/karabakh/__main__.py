"""The command line: ``python -m karabakh``."""

import sys

_NO_CLICK = "the command line requires click; use pip install 'karabakh[cli]'"


def main() -> None:
    """Run the command line, or print what it requires."""
    try:
        from karabakh.cli import main as run  # noqa: PLC0415 (the library itself needs no click)
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        sys.exit(_print_error(_NO_CLICK))
    run()


def _print_error(message: str) -> int:
    print(message, file=sys.stderr)  # noqa: T201 (click, which would print it, is missing)
    return 2


if __name__ == "__main__":
    main()
