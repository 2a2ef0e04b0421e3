"""How Sphinx builds these pages: offline, with every warning an error."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT / "src"), str(HERE / "_ext")]

import karabakh  # noqa: E402 (found by the path above, installed or not)

project = "karabakh"
author = "The karabakh developers"
project_copyright = author
release = version = karabakh.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.intersphinx",
    "sphinx_codeautolink",
    "sphinx_copybutton",
    "karabakh_docs",
]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build", "_ext"]
templates_path = ["_templates"]
nitpicky = True
nitpick_ignore_regex = [
    ("py:.*", r"karabakh\..*\.T(_\w+)?"),  # type variables have no place of their own
    ("py:.*", r"karabakh(\.\w+)*\._\w+\.\w+"),  # nor what only the library itself makes
    ("py:class", r"Markup|_\w+"),  # nor such names in quotation marks
    ("py:class", r"_duckdb\.\w+"),  # nor those of an extra without an inventory
]
default_role = "py:obj"

myst_enable_extensions = ["colon_fence", "deflist", "dollarmath", "fieldlist"]
myst_heading_anchors = 3
myst_links_external_new_tab = False

# The names of other libraries that the docstrings mention, in the plain-text form of
# inventories: a build needs no network, and the files say what they know.
intersphinx_mapping = {
    "python": ("https://docs.python.org/3/", str(HERE / "_inventories" / "python.txt")),
    "hypothesis": (
        "https://hypothesis.readthedocs.io/en/latest/",
        str(HERE / "_inventories" / "hypothesis.txt"),
    ),
}

autodoc_typehints_format = "short"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = False
autodoc_class_signature = "mixed"
python_use_unqualified_type_names = True
python_display_short_literal_types = True
python_maximum_signature_line_length = 78
toc_object_entries_show_parents = "hide"

codeautolink_disable_link_titles = True  # they would tell where the code is, not its name

copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

html_theme = "furo"
html_title = "karabakh"
html_static_path = ["_static"]
html_css_files = ["karabakh.css"]
html_js_files = ["reach.js"]
html_search_scorer = str(HERE / "_static" / "scorer.js")
html_math_renderer = "mathml"
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#005a8c",
        "color-brand-content": "#005a8c",
    },
    "dark_css_variables": {
        "color-brand-primary": "#6cc1f5",
        "color-brand-content": "#6cc1f5",
    },
}
