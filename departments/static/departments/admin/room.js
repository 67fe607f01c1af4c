// What the header does everywhere: "/" and Ctrl+K lead to the one box, a menu closes when it is left, and the number of
// things to do is asked for once the page stands. Without this script all of them are plain links and forms.
"use strict";

{
  const find = document.getElementById("room.find");
  const isTyping = ({ target }) => target.closest("input, textarea, select, [contenteditable='true']");

  document.addEventListener("keydown", (event) => {
    const isAsked = event.key === "/" ? !isTyping(event) : event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!find || !isAsked || event.altKey) return;
    event.preventDefault();
    find.focus();
    find.select();
  });

  const account = document.querySelector(".room-account");
  document.addEventListener("click", ({ target }) => account?.contains(target) || account?.removeAttribute("open"));
  account?.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    account.open = false;
    account.querySelector("summary").focus();
  });

  async function count(place) {
    try {
      const answer = await fetch(place.dataset.countUrl);
      if (!answer.ok) return;
      const { count } = await answer.json();
      place.textContent = count;
      place.hidden = !count;
    } catch {
      // No network: the way is there without its number.
    }
  }
  for (const place of document.querySelectorAll("[data-count-url]")) count(place);
}
