// Opens a department's card with everything there is to say of it, asked for once it is opened; and makes a unit under
// its department. Without this script a card has its first fields, and leads to a screen of its own with the rest.
"use strict";

const OpenedCards = {
  // Whether the department with this key has a card; it is whole then, or as whole as the network lets it be.
  async open(key) {
    const card = document.querySelector(`.card[data-pk="${key}"]`);
    if (!card) return false;
    card.querySelector("details").open = true;
    const url = card.dataset.rest;
    if (!url) return true;
    delete card.dataset.rest;
    try {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(answer.status);
      OpenedCards.fill(card, await answer.text());
    } catch {
      card.dataset.rest = url; // no network, or signed out: the next opening asks again
    }
    return true;
  },

  fill(card, html) {
    const made = document.createElement("template");
    made.innerHTML = html.replaceAll("departments-__prefix__", card.id);
    card.querySelector(".card-body > .card-foot").before(made.content);
    OpenedCards.takeLines(card);
    // As of a row that was added: by this, editors and pickers begin.
    card.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: "departments" } }));
    card.dispatchEvent(new CustomEvent("departments:opened", { bubbles: true }));
  },

  takeLines(card) {
    const group = card.querySelector(".lines-group");
    if (!group) return;
    const { options, name } = JSON.parse(group.dataset.lines);
    const rows = `${name}-group .line-row`;
    django.jQuery(rows).stackedFormset(rows, options);
  },

  // A new unit stands under its department; where Django counts rows, the new ones come last.
  addUnit(key) {
    FormValues.adder("departments").click();
    const added = OpenedCards.fresh().at(-1);
    added.querySelector("select[name$='-parent']").value = key;
    added.classList.add("is-unit");
    const others = document.querySelectorAll(["pk", "parent", "under"].map((name) => `.card[data-${name}="${key}"]`).join());
    added.dataset.under = key;
    [...others].at(-1).after(added);
    added.querySelector("input[name$='-name']").focus();
  },

  fresh() {
    return [...document.querySelectorAll("#departments-group .card:not(.has_original, .empty-form)")];
  },
};

document.addEventListener(
  "toggle",
  ({ target }) => {
    const card = target.open && target.closest(".card[data-rest]");
    if (card) OpenedCards.open(card.dataset.pk);
  },
  true,
);
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-add-unit]");
  if (button) OpenedCards.addUnit(button.dataset.addUnit);
});
document.addEventListener("formset:removed", ({ detail }) => {
  if (detail.formsetName === "departments") document.getElementById("departments-empty").before(...OpenedCards.fresh());
});
window.addEventListener("load", () => document.querySelectorAll(".card").forEach(OpenedCards.takeLines));
