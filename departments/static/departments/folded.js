// Long lists whose parts are folded: a field that shows only what has the words that are typed, and the part opened that
// a link leads into. Without this script the parts are opened by hand, and the list is whole.
"use strict";

{
  for (const place of document.querySelectorAll("[data-filter]")) attach(place);
  addEventListener("hashchange", reveal);
  reveal();

  function attach(place) {
    const parts = [...document.querySelectorAll(place.dataset.filter)].map((part) => ({
      part,
      entries: [...part.querySelectorAll(":scope > ul > li, :scope > div > ul > li")].map(
        (entry) => ({ entry, words: ` ${folded(entry.textContent)}` }),
      ),
    }));
    const label = made("label", "", { textContent: place.dataset.filterLabel, htmlFor: "page.filter" });
    const field = made("input", "field", { id: "page.filter", type: "search", autocomplete: "off", dir: "auto" });
    const status = made("p", "filter-status quiet", { role: "status" });

    field.addEventListener("input", () => {
      const typed = folded(field.value).split(" ").filter(Boolean);
      let shown = 0;
      for (const { part, entries } of parts) {
        let here = 0;
        for (const { entry, words } of entries) {
          entry.hidden = !typed.every((word) => words.includes(` ${word}`));
          here += !entry.hidden;
        }
        part.hidden = here === 0;
        part.open = typed.length > 0;
        shown += here;
      }
      status.textContent = typed.length ? place.dataset.filterShown.replace("{count}", shown) : "";
    });
    place.append(label, field, status);
  }

  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const part = target?.closest("details") ?? target?.querySelector(":scope > details");
    if (part && !part.open) {
      part.open = true;
      target.scrollIntoView();
    }
  }

  function folded(text) {
    const plain = text.normalize("NFKD").replace(/[\p{M}'’‘`´]/gu, "").replace(/&/g, " and ").toLowerCase();
    return plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }

  function made(name, className, properties) {
    return Object.assign(document.createElement(name), { className }, properties);
  }
}
