// What the keyboard and a screen reader need beside the theme; the pages are complete without.
"use strict";

const SCROLLED = ".highlight pre, .table-wrapper, .docs-formula, .docs-figure, .output pre";

// What scrolls by itself can be reached, as long as there is something to scroll.
function reach() {
  for (const each of document.querySelectorAll(SCROLLED)) {
    const isWide = each.scrollWidth > each.clientWidth || each.scrollHeight > each.clientHeight;
    if (isWide) each.tabIndex = 0;
    else each.removeAttribute("tabindex");
  }
}

// The theme has two side bars without a name.
function name() {
  for (const [found, label] of [[".sidebar-drawer", "All pages"], [".toc-drawer", "This page"]]) {
    document.querySelector(found)?.setAttribute("aria-label", label);
  }
}

document.addEventListener("DOMContentLoaded", () => { name(); reach(); });
addEventListener("load", reach);
addEventListener("resize", reach);
