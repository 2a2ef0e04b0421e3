"use strict";
// Marks all words of a claim at once, and shows what rests on some words. The page is
// complete without it. No ampersand and no less-than sign: the page is XML, too.
const told = document.getElementById("told");
const everywhere = (selector) => Array.from(document.querySelectorAll(selector));
const numbersOf = (element) => (element.dataset.q || "").split(" ").filter(Boolean);
let back = null;

function clear() {
  everywhere(".lit").forEach((each) => { each.classList.remove("lit"); each.removeAttribute("tabindex"); });
  everywhere(".chosen").forEach((each) => each.classList.remove("chosen"));
  everywhere(".found").forEach((each) => each.classList.remove("found"));
  everywhere(".passage li[hidden]").forEach((each) => { each.hidden = false; });
  told.textContent = "";
}

function light(numbers) {
  const found = numbers.flatMap((number) => everywhere(".q" + number));
  found.forEach((each) => each.classList.add("lit"));
  return found;
}

function counted(count, noun) {
  return count + " " + noun + (count === 1 ? "" : "s");
}

// From a claim to its words.
function choose(claim, link) {
  clear();
  claim.classList.add("chosen");
  const numbers = numbersOf(claim);
  const words = light(numbers);
  if (words.length === 0) return;
  const first = words.reduce((a, b) => (a.compareDocumentPosition(b) === 2 ? b : a));
  first.scrollIntoView({ block: "center" });
  if (link) {
    back = link;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  }
  told.textContent = counted(numbers.length, "passage") + " marked. Escape goes back to the claim.";
}

// From words to the claims that rest on them.
function ask(words) {
  clear();
  words.classList.add("lit");
  const numbers = new Set(Array.from(words.classList).filter((name) => name.startsWith("q")).map((name) => name.slice(1)));
  const rests = (each) => numbersOf(each).some((number) => numbers.has(number));
  const list = words.closest(".passage").querySelector("details");
  const items = Array.from(list.querySelectorAll("li"));
  items.forEach((each) => { each.hidden = !rests(each); });
  list.open = true;
  everywhere(".claim").filter(rests).forEach((each) => each.classList.add("found"));
  told.textContent = counted(items.filter(rests).length, "claim") + " on these words, listed under the paragraph.";
}

document.documentElement.classList.add("script");

document.addEventListener("click", (event) => {
  const target = event.target;
  const link = target.closest("a.words");
  if (link) {
    event.preventDefault();
    choose(link.closest(".claim"), link);
    return;
  }
  if (target.closest("a, summary, table, svg")) return;
  if (String(getSelection())) return;
  const words = target.closest(".s");
  if (words) { ask(words); return; }
  const claim = target.closest(".claim[data-q]");
  const beside = matchMedia("(min-width: 70rem)").matches;
  if (claim) { if (beside) choose(claim, null); }
});

document.addEventListener("focusin", (event) => {
  const item = event.target.closest(".passage li");
  if (item) {
    everywhere(".lit").forEach((each) => each.classList.remove("lit"));
    light(numbersOf(item));
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  clear();
  if (back) { back.focus(); back = null; }
});

function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let fold = target; fold; fold = fold.parentElement) {
    if (fold.tagName === "DETAILS") fold.open = true;
  }
  if (target) target.scrollIntoView();
}

addEventListener("hashchange", () => { clear(); reveal(); });

let opened = [];
addEventListener("beforeprint", () => {
  opened = everywhere("details:not([open], figure details, .on)");
  opened.forEach((each) => { each.open = true; });
});
addEventListener("afterprint", () => { opened.forEach((each) => { each.open = false; }); });
