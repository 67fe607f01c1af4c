// The bar at the foot of a draft's form: how many changes are not saved, which cards have them, and Ctrl+S. What was
// typed is counted by kept-typing.js, which tells it after whatever a person does.
"use strict";

{
  const bar = document.querySelector(".save-bar");
  const words = bar?.querySelector(".save-count");

  document.addEventListener("departments:typed", ({ target, detail: names }) => {
    if (!bar || !target.contains(bar)) return;
    const count = names.length;
    const told = count ? Said.counted(words.dataset.unsaved, count) : "";
    if (words.textContent !== told) words.textContent = told;
    bar.classList.toggle("has-changes", count > 0);
    const rows = new Set(names.map((name) => name.match(/#(\d+)-/)?.[1]));
    for (const card of target.querySelectorAll(".card[data-pk]")) card.classList.toggle("is-typed", rows.has(card.dataset.pk));
  });

  document.addEventListener("keydown", (event) => {
    if (!bar || event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    bar.querySelector("[name=_continue]").click();
  });

  // A card that was just made is where a person goes on.
  document.addEventListener("formset:added", ({ target }) => {
    if (target.matches(".card.has_original")) return;
    const first = [...target.querySelectorAll("input, select, textarea")].find((field) => field.checkVisibility());
    first?.focus();
  });
}
