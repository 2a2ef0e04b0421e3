// Search finds members first: a name that matches as a whole, then names that contain the
// query (classes and functions before their attributes), then titles, then text.
"use strict";

var Scorer = {
  score: ([, title, , description, score, , kind]) => {
    if (kind !== "object") return score;
    const asked = new URLSearchParams(window.location.search).get("q") || "";
    const last = (name) => name.toLowerCase().replace(/\(\)$/, "").split(".").pop();
    const isExact = last(title) === last(asked.trim());
    const isTopLevel = /class|function|exception/i.test(description || "");
    return score + (isExact ? 100 : 0) + (isTopLevel ? 10 : 0);
  },
  objNameMatch: 40,
  objPartialMatch: 25,
  objPrio: { 0: 15, 1: 10, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
