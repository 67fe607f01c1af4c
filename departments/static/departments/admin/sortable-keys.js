// Gives every row that can be dragged real buttons, so that rows can be moved by keyboard and by touch (WCAG 2.1.1 and
// 2.5.7). The places are written into the same hidden fields that dragging fills. Units go with their department.
"use strict";

const isUnit = (row) => row.classList.contains("is-unit");

function rows(fieldset) {
  const own = (row) => row.closest("fieldset.sortable") === fieldset && row.querySelector("input._reorder_");
  return [...fieldset.querySelectorAll(".has_original")].filter(own);
}

// A row with what goes with it.
function block(row, all) {
  if (isUnit(row)) return [row];
  const behind = all.slice(all.indexOf(row) + 1);
  const next = behind.findIndex((other) => !isUnit(other));
  return [row, ...behind.slice(0, next < 0 ? behind.length : next)];
}

// The rows it can change places with: the departments, or the units of one.
function neighbours(row, all) {
  if (!isUnit(row)) return all.filter((other) => !isUnit(other));
  const before = all.slice(0, all.indexOf(row)).findLastIndex((other) => !isUnit(other));
  return before < 0 ? all : block(all[before], all).slice(1);
}

function number(fieldset) {
  const all = rows(fieldset);
  all.forEach((row, index) => {
    row.querySelector("input._reorder_").value = index + 1;
    const beside = neighbours(row, all);
    const [top, up, down] = row.querySelectorAll(".move-button");
    top.disabled = up.disabled = beside[0] === row;
    down.disabled = beside.at(-1) === row;
  });
}

function move(fieldset, row, step, button, status) {
  const all = rows(fieldset);
  const beside = neighbours(row, all);
  const place = Math.max(0, beside.indexOf(row) + step);
  const other = beside[place];
  if (!other || other === row) return;
  const moved = block(row, all);
  if (step < 0) other.before(...moved);
  else block(other, all).at(-1).after(...moved);
  number(fieldset);
  (button.disabled ? row.querySelector(".move-button:not(:disabled)") : button).focus();
  status.textContent = Said.filled(words(row).moved, { row: label(row), place: place + 1, all: beside.length });
}

// Dragged away from its units, a department takes them along; a unit stays among those of its department.
function gather(fieldset) {
  const all = rows(fieldset);
  for (const head of all.filter((row) => !isUnit(row))) {
    head.after(...all.filter((row) => isUnit(row) && row.dataset.parent === head.dataset.pk));
  }
  if (all.length) number(fieldset);
}

function label(row) {
  const written = row.querySelector("input[name$='-name'], input[name$='-label'], input[name$='-role']");
  return (written && written.value) || words(row).thisRow;
}

// The cards around it, inside of others or not, have the sentences.
function words(row) {
  return row.closest("[data-moved]").dataset;
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

function begin(around) {
  for (const fieldset of around.querySelectorAll("fieldset.sortable")) {
    const status = document.createElement("p");
    status.className = "move-status";
    status.setAttribute("role", "status");
    fieldset.append(status);
    for (const row of rows(fieldset)) {
      const buttons = document.createElement("span");
      buttons.className = "move-buttons";
      const { toTop, up, down } = words(row);
      const moves = (step) => (pressed) => move(fieldset, row, step, pressed, status);
      buttons.append(
        button(Said.filled(toTop, { row: label(row) }), "⤒", moves(-Infinity)),
        button(Said.filled(up, { row: label(row) }), "↑", moves(-1)),
        button(Said.filled(down, { row: label(row) }), "↓", moves(1)),
      );
      // They stand in the line of a card: open, the keyboard comes to them before what is below.
      const card = row.querySelector(":scope > details");
      const place = () => (card?.open ? card.querySelector("summary").after(buttons) : row.append(buttons));
      card?.addEventListener("toggle", place);
      place();
    }
    if (rows(fieldset).length) number(fieldset);
    for (const type of ["dragend", "touchend"]) fieldset.addEventListener(type, () => setTimeout(gather, 0, fieldset));
    fieldset.addEventListener("departments:arranged", () => number(fieldset));
  }
}

window.addEventListener("load", () => begin(document));
document.addEventListener("departments:opened", ({ target }) => begin(target));
