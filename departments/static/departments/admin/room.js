// What the header does everywhere: "/" and Ctrl+K lead to the one box, a menu closes when it is left, and the number of
// things to do is asked for once the page stands. Without this script all of them are plain links and forms.
"use strict";

{
  const words = document.currentScript.dataset;
  const find = document.getElementById("room.find");
  const isTyping = ({ target }) => target.closest("input, textarea, select, [contenteditable='true']");

  document.addEventListener("keydown", (event) => {
    const isAsked = event.key === "/" ? !isTyping(event) : event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!find || !isAsked || event.altKey) return;
    event.preventDefault();
    find.focus();
    find.select();
  });

  for (const menu of document.querySelectorAll(".room-account, .room-menu")) {
    document.addEventListener("click", ({ target }) => menu.contains(target) || menu.removeAttribute("open"));
    menu.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape") return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }

  // What Django and its pickers leave without a name, or name without saying what it is (WCAG 4.1.2). Pickers begin when
  // jQuery is ready, which may be later than the page.
  const name = (selector, told) => {
    for (const field of document.querySelectorAll(selector)) if (told(field)) field.setAttribute("aria-label", told(field));
  };
  const ofRow = (field) => field.closest(".form-row")?.querySelector("legend, label")?.textContent.trim();
  window.addEventListener("load", () => {
    for (const hint of document.querySelectorAll("span.help-tooltip[aria-label]")) hint.setAttribute("role", "img");
    name("#changelist-search #searchbar", () => words.search);
    name(".datetime input:not([aria-label])", ofRow);
    window.django?.jQuery?.(() => name(".select2-selection__rendered", ofRow));
  });

  // Asked once a visit, and after each save: it takes the server as long as a page.
  const place = document.querySelector("[data-count-url]");
  const KEPT = "departments.to-do";

  function show(count) {
    place.textContent = count;
    place.hidden = count === "0";
  }

  async function count() {
    try {
      const answer = await fetch(place.dataset.countUrl);
      if (!answer.ok) return;
      sessionStorage.setItem(KEPT, (await answer.json()).count);
      show(sessionStorage.getItem(KEPT));
    } catch {
      // No network, or nothing is kept here: the way is there without its number.
    }
  }

  if (place) {
    const told = document.querySelector("[data-to-do]")?.dataset.toDo;
    if (told) sessionStorage.setItem(KEPT, told);
    const kept = sessionStorage.getItem(KEPT);
    if (kept !== null) show(kept);
    if (kept === null || (!told && document.querySelector(".messagelist"))) setTimeout(count, 2_000);
  }
}
