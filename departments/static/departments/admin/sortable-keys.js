// Gives every row that can be dragged a pair of real buttons, so that rows can be moved by keyboard and by touch
// (WCAG 2.1.1 and 2.5.7). The places are written into the same hidden fields that dragging fills.
"use strict";

function rows(fieldset) {
  return [...fieldset.querySelectorAll(".has_original")].filter((row) => row.querySelector("input._reorder_"));
}

function number(fieldset) {
  const all = rows(fieldset);
  all.forEach((row, index) => {
    row.querySelector("input._reorder_").value = index + 1;
    const [up, down] = row.querySelectorAll(".move-button");
    up.disabled = index === 0;
    down.disabled = index === all.length - 1;
  });
}

function move(fieldset, row, step, button, status) {
  const all = rows(fieldset);
  const place = all.indexOf(row) + step;
  if (place < 0 || place >= all.length) return;
  all[place][step < 0 ? "before" : "after"](row);
  number(fieldset);
  (button.disabled ? row.querySelector(".move-button:not(:disabled)") : button).focus();
  status.textContent = `${label(row)} is now number ${place + 1} of ${all.length}. Save to keep it.`;
}

function label(row) {
  const written = row.querySelector("input[name$='-name'], input[name$='-label'], input[name$='-role']");
  return (written && written.value) || "This row";
}

function button(text, sign, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "move-button";
  made.title = text;
  made.setAttribute("aria-label", text);
  made.textContent = sign;
  made.addEventListener("click", () => act(made));
  return made;
}

window.addEventListener("load", () => {
  for (const fieldset of document.querySelectorAll("fieldset.sortable")) {
    const status = document.createElement("p");
    status.className = "move-status";
    status.setAttribute("role", "status");
    fieldset.append(status);
    for (const row of rows(fieldset)) {
      const place = row.querySelector("h3, td.original p");
      const buttons = document.createElement("span");
      buttons.className = "move-buttons";
      buttons.append(
        button(`Move ${label(row)} up`, "↑", (pressed) => move(fieldset, row, -1, pressed, status)),
        button(`Move ${label(row)} down`, "↓", (pressed) => move(fieldset, row, 1, pressed, status)),
      );
      place.append(buttons);
    }
    if (rows(fieldset).length) number(fieldset);
    fieldset.addEventListener("departments:arranged", () => number(fieldset));
  }
});
