// Comforts on top of pages that work without: the panel is swapped in place (htmx), and keys go from claim to claim.
(() => {
  "use strict";

  const typing = (element) => element.closest("input, select, textarea, [contenteditable]");
  const all = (selector) => [...document.querySelectorAll(selector)];
  const panel = () => document.getElementById("panel");
  const reading = () => document.querySelector(".reading");

  function showChosen() {
    const id = panel()?.dataset.claim ?? "";
    reading()?.classList.toggle("chosen", id !== "");
    for (const mark of all(".m[data-covering]")) mark.classList.toggle("on", id !== "" && mark.dataset.covering.split(" ").includes(id));
    for (const number of all(".n")) number.classList.toggle("on", number.dataset.claim === id);
    return id && document.getElementById(id);
  }

  function inView(element) {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= window.innerHeight * (window.innerWidth < 960 ? 0.45 : 1);
  }

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "panel") return;
    const number = showChosen();
    if (number && !inView(number)) number.scrollIntoView({ block: "center" });
    const heading = document.getElementById("panel-h");
    const said = document.getElementById("said-aloud");
    if (said && heading) said.textContent = heading.textContent;
  });

  function step(by) {
    const links = reading() ? all(".n") : all(".claim-link");
    if (!links.length) return;
    const chosen = panel()?.dataset.claim;
    const focused = links.indexOf(document.activeElement);
    const at = focused >= 0 ? focused : links.findIndex((link) => link.dataset.claim === chosen && chosen);
    const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + by, 0), links.length - 1);
    links[next].focus({ preventScroll: false });
    if (reading() && next !== at) links[next].click();
  }

  const KEYS = { j: () => step(1), k: () => step(-1), "/": () => document.getElementById("q")?.focus() };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !(event.key in KEYS)) return;
    event.preventDefault();
    KEYS[event.key]();
  });

  const said = document.createElement("p");
  said.id = "said-aloud";
  said.className = "unseen";
  said.setAttribute("role", "status");
  document.getElementById("main")?.append(said);
})();
