// Brings people to the summary of what a form refuses, and from its links, or one of another page, to the field: a
// closed part it is in opens, and it gets the focus. Without scripts these are links to anchors like any others.
"use strict";

const FIELDS = "[contenteditable='true'], .select2-selection, input:not([type='hidden']), select, textarea";

// Widgets with scripts hide the field that bears the id: what people type into stands in the same row.
function fieldOf(target) {
  const isSeen = (field) => field.checkVisibility() && !field.matches(".select2-hidden-accessible, :disabled");
  if (target.matches(FIELDS) && isSeen(target)) return target;
  const row = target.closest(".fieldBox, .form-row") || target;
  return [...row.querySelectorAll(FIELDS)].find(isSeen) || target;
}

function goTo(hash) {
  const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
  if (!target) return;
  for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
  const field = fieldOf(target);
  if (field === target && !target.matches(FIELDS)) target.tabIndex = -1;
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
}

const summary = document.querySelector(".error-summary");
summary?.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  event.preventDefault();
  goTo(link.hash);
});
window.addEventListener("hashchange", () => goTo(location.hash));
window.addEventListener("load", () => (summary ? summary.focus() : goTo(location.hash)));
