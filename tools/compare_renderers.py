#!/usr/bin/env python3
"""Draw SVG files with each installed renderer, side by side, and compare them.

    python3 tools/compare_renderers.py OUT FILE …

For each file, OUT gets one PNG with what Chromium, rsvg-convert, CairoSVG and Inkscape draw, and
with the PNG file of that name beside it, if there is one, from left to right. The share of pixels
that differ from Chromium's is printed.
A pixel differs if any of its channels does by more than a quarter: so the edges of letters,
which each renderer smooths in its own way, count where they lie elsewhere.

Needs Pillow and Chromium. The others are optional: Debian's `librsvg2-bin` and `inkscape`, and
CairoSVG, which does not shape Arabic.

Exit status: 0 if all differ by less than 6 %, 1 otherwise.
"""

import argparse
import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

MOST = 0.06
THRESHOLD = 64
Render = Callable[[Path], bytes]


def renderers() -> Iterator[tuple[str, Render]]:
    """Yield the installed renderers, Chromium first."""
    yield "chromium", chromium
    if shutil.which("rsvg-convert"):
        yield "rsvg-convert", lambda file: run("rsvg-convert", str(file))
    try:
        cairosvg: Any = import_module("cairosvg")
    except (ImportError, OSError):
        pass
    else:
        yield "cairosvg", lambda file: bytes(cairosvg.svg2png(url=str(file)))
    if shutil.which("inkscape"):
        yield "inkscape", inkscape


def chromium(file: Path) -> bytes:
    """Return a screenshot of a file; it may be higher and wider than the drawing."""
    width, height = size_of(file)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out.png"
        run(
            "chromium",
            *("--headless", "--no-sandbox", "--hide-scrollbars", "--force-device-scale-factor=1"),
            *(f"--user-data-dir={folder}/profile", f"--window-size={width},{height + 200}"),
            *(f"--screenshot={target}", file.resolve().as_uri()),
        )
        return target.read_bytes()


def inkscape(file: Path) -> bytes:
    """Return what Inkscape exports."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out.png"
        run("inkscape", str(file), "--export-type=png", f"--export-filename={target}")
        return target.read_bytes()


def run(*command: str) -> bytes:
    """Return what a command writes."""
    done = subprocess.run(command, check=True, capture_output=True, timeout=60)  # noqa: S603 (ours)
    return done.stdout


def size_of(file: Path) -> tuple[int, int]:
    """Return the size of a drawing in whole pixels."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', file.read_text("utf-8"))
    if found is None:
        raise ValueError(f"{file} must have a viewBox from 0 0")
    return round(float(found[1])), round(float(found[2]))


def compare(file: Path, target: Path) -> dict[str, float]:
    """Draw a file with all renderers side by side, and return the differences."""
    image: Any = import_module("PIL.Image")
    chops: Any = import_module("PIL.ImageChops")
    size = size_of(file)
    drawn: dict[str, Any] = {}
    beside = file.with_suffix(".png")
    pictures = {name: render(file) for name, render in renderers()}
    if beside.exists():
        pictures["png"] = beside.read_bytes()
    for name, content in pictures.items():
        picture = image.open(io.BytesIO(content)).convert("RGB")
        if name != "chromium":
            picture = picture.resize(size)
        drawn[name] = picture.crop((0, 0, *size))
    sheet = image.new("RGB", ((size[0] + 12) * len(drawn), size[1]), "#888888")
    for number, picture in enumerate(drawn.values()):
        sheet.paste(picture, (number * (size[0] + 12), 0))
    sheet.save(target)
    first = drawn.pop("chromium")
    found: dict[str, float] = {}
    for name, picture in drawn.items():
        bands = chops.difference(first, picture).split()
        largest = bands[0]
        for band in bands[1:]:
            largest = chops.lighter(largest, band)
        counts = largest.histogram()
        found[name] = sum(counts[THRESHOLD:]) / sum(counts)
    return found


def main() -> int:
    """Compare the files that the command line names."""
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").partition("\n")[0],
    )
    parser.add_argument("out", type=Path, metavar="OUT", help="folder for the pictures")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="an SVG file")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    worst = 0.0
    for file in chosen.files:
        found = compare(file, chosen.out / f"{file.stem}.png")
        worst = max(worst, *found.values(), 0.0)
        shares = "  ".join(f"{name} {share:.2%}" for name, share in found.items())
        sys.stdout.write(f"{file.name}  {shares}\n")
    return int(worst >= MOST)


if __name__ == "__main__":
    sys.exit(main())
