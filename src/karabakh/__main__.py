"""The command line: ``python -m karabakh``."""

import sys

_NO_CLICK = "the command line needs click: pip install 'karabakh[cli]'"


def main() -> None:
    """Run the command line, or say what it needs."""
    try:
        from karabakh.cli import main as run  # noqa: PLC0415 (the library itself needs no click)
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        sys.exit(_told(_NO_CLICK))
    run()


def _told(message: str) -> int:
    print(message, file=sys.stderr)  # noqa: T201 (there is nothing else to say it with)
    return 2


if __name__ == "__main__":
    main()
