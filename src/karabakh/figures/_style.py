"""The looks of the figures: one set of colours for light pages and one for dark ones."""

from typing import Final

from karabakh._markup import Markup

__all__ = ["FIGURE_STYLE"]

# Okabe & Ito (2008), "Color Universal Design": blue, vermilion and bluish green on light
# surfaces; sky blue, orange and bluish green on dark ones. All reach 3:1, all text 4.5:1.
FIGURE_STYLE: Final = Markup(
    """\
.kb-figure{--kb-surface:#fff;--kb-wash:#f7f7f5;--kb-rule:#dcdcd6;--kb-ink:#1f2124;--kb-soft:#5c6066;\
--kb-for:#0072b2;--kb-against:#d55e00;--kb-open:#6c7077;--kb-event:#44484e;--kb-deal:#00835f;\
font-family:-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Noto Sans",sans-serif;\
font-size:12px;max-width:100%;height:auto}
@media (prefers-color-scheme:dark){.kb-figure{--kb-surface:#17191c;--kb-wash:#1c1f22;\
--kb-rule:#383c42;--kb-ink:#e9e9e6;--kb-soft:#a9aeb6;--kb-for:#56b4e9;--kb-against:#e69f00;\
--kb-open:#a9aeb6;--kb-event:#c3c7cd;--kb-deal:#1fb98c}}
.kb-figure text{fill:var(--kb-ink);paint-order:stroke;stroke:var(--kb-surface);\
stroke-width:3px;stroke-linejoin:round}
.kb-figure .kb-soft{fill:var(--kb-soft)}
.kb-figure .kb-head{font-weight:600}
.kb-figure .kb-said{font-size:13px}
.kb-figure .kb-small{font-size:11px}
.kb-figure .kb-big{font-size:15px;font-weight:600}
.kb-figure .kb-end{text-anchor:end}
.kb-figure .kb-middle{text-anchor:middle}
.kb-figure .kb-surface{fill:var(--kb-surface)}
.kb-figure .kb-wash{fill:var(--kb-wash)}
.kb-figure .kb-rule{stroke:var(--kb-rule);fill:none}
.kb-figure .kb-line{stroke:var(--kb-soft);fill:none}
.kb-figure .kb-for{--kb-own:var(--kb-for)}
.kb-figure .kb-against{--kb-own:var(--kb-against)}
.kb-figure .kb-open{--kb-own:var(--kb-open)}
.kb-figure .kb-event{--kb-own:var(--kb-event)}
.kb-figure .kb-deal{--kb-own:var(--kb-deal)}
.kb-figure .kb-full{fill:var(--kb-own);stroke:var(--kb-own);stroke-width:1.6}
.kb-figure .kb-hollow{fill:var(--kb-surface);stroke:var(--kb-own);stroke-width:1.6}
.kb-figure .kb-core{fill:var(--kb-own)}
.kb-figure .kb-faint{fill:var(--kb-own);opacity:.25}
.kb-figure .kb-stroke{stroke:var(--kb-own);fill:none;stroke-width:1.6}
.kb-figure .kb-dots{stroke:var(--kb-own);fill:none;stroke-width:1.6;stroke-dasharray:.1 4;\
stroke-linecap:round}
.kb-figure .kb-tie{stroke:var(--kb-own);fill:none;stroke-linecap:round;opacity:.8}
.kb-figure .kb-dash{stroke-dasharray:5 4}
@media print{.kb-figure{--kb-surface:#fff}}
"""
)
"""The style sheet of all figures, for a page with several that are drawn without their own."""
