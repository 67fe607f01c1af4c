// What a form holds and what it came with, by names that stay: a row is known by its key and a new one by its place
// among the new ones, since the numbers in the names of fields move when others save. Values are lists, so that boxes
// of one name are one field.
"use strict";

class FormValues {
  static #words = document.currentScript.dataset;
  static #editors = new WeakMap();
  static #ROW = ".line-row, .inline-related, tr"; // the line in a card before the card

  constructor(form) {
    this.form = form;
    this.came = this.read(true);
    this.base = new Map(this.came); // what is typed differs from this
  }

  // Heard from the first on: forms are met only once the cards are open that were typed into, and have editors by then.
  static {
    document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
      // The editor writes what it was given in its own way, as soon as it is touched: nobody typed that.
      const isAsItCame = FormValues.#lines(textarea.value) === FormValues.#lines(textarea.defaultValue);
      FormValues.#editors.set(textarea, { editor, written: isAsItCame ? FormValues.#lines(editor.getHTML()) : null });
    });
  }

  // What a part of the form came with that was asked for later.
  meet() {
    for (const [name, value] of this.read(true)) {
      if (this.came.has(name)) continue;
      this.came.set(name, value);
      this.base.set(name, value);
    }
  }

  static same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  static isRow = (name) => /\+\d+$/.test(name); // that there is such a new row
  static isOrder = (name) => name.endsWith(" order");
  static #lines = (text) => text.replace(/\r\n?/g, "\n");

  get takesTyping() {
    return this.came.size > 0;
  }

  read(asItCame = false) {
    const values = new Map();
    for (const [name, fields] of this.fields()) {
      values.set(name, fields.flatMap((field) => FormValues.#held(field, asItCame)));
    }
    for (const [name, rows] of this.#orders()) values.set(name, rows.map((row) => row.id));
    return values;
  }

  // What was typed, by name.
  typed() {
    const typed = {};
    for (const [name, value] of this.read()) {
      if (FormValues.same(value, this.began(name)) || this.#isOnlyRewritten(name, value)) continue;
      if (name.includes("+")) typed[name.split("-")[0]] = [];
      typed[name] = value;
    }
    return typed;
  }

  // What a field came with; of a row that was added since, what new rows begin with.
  began(name) {
    if (this.base.has(name)) return this.base.get(name);
    const [, rows, field] = name.match(/^(.+)\+\d+-(.+)$/) ?? [];
    const blank = rows ? [...this.form.querySelectorAll(`[name="${rows}-__prefix__-${field}"]`)] : [];
    return blank.flatMap((box) => FormValues.#held(box, true));
  }

  put(name, values, called) {
    if (FormValues.isOrder(name)) this.#arrange(name, values);
    else this.fields().get(name)?.forEach((field) => this.#fill(field, values, called));
  }

  // What was typed into a field that came back with what it was read as.
  readFrom(name) {
    const typed = this.fields().get(name)?.[0].dataset.typed;
    return typed === undefined ? null : [typed];
  }

  addRow(name) {
    const [, rows, place] = name.match(/^(.+)\+(\d+)$/);
    const count = (which) => Number(this.form.elements[`${rows}-${which}_FORMS`]?.value);
    const missing = count("INITIAL") + Number(place) + 1 - count("TOTAL");
    for (let more = 0; more < missing; more += 1) FormValues.adder(rows)?.click(); // counted before: a link may add none
  }

  // What adds a row to these, which may have others inside of them with a link of their own.
  static adder(rows) {
    return document.querySelector(`#${rows}-group > fieldset > .add-row a`);
  }

  // What people call a field.
  label(name) {
    if (FormValues.isOrder(name)) return FormValues.#group(name.slice(0, -6))?.dataset.order ?? name;
    const [field, ...others] = this.fields().get(name) ?? [];
    const around = field?.closest(".form-row, td, .form-multiline > div");
    const legend = field?.closest(".moment-choice")?.querySelector("legend");
    const own = others.length ? null : field?.labels?.[0]; // of several boxes each is called by what it would say
    const words = legend ?? own ?? around?.querySelector("legend, label, .label");
    const plain = (words?.textContent ?? name.replace(/^.*-/, "").replaceAll("_", " ")).replace(/[\s:]+$/, "").trim();
    const where = this.#rowOf(name, field);
    return where ? `${where}, ${plain[0].toLowerCase()}${plain.slice(1)}` : plain;
  }

  // What `values` say to people: of an order, the rows that are there by what they are called.
  shown(name, values) {
    if (!FormValues.isOrder(name)) return values;
    const rows = this.#orders().get(name) ?? [];
    return values.flatMap((id) => rows.filter((row) => row.id === id)).map(({ row }) => this.#rowOf(name, row) ?? "?");
  }

  // A row is called as the summary of errors calls it; a new one by what is typed first into it.
  #rowOf(name, field) {
    const row = field?.closest(FormValues.#ROW);
    const [, rows] = name.match(/^(.+)\+\d+-/) ?? [];
    if (!rows && row?.dataset.called) return row.dataset.called;
    if (!rows) return row?.querySelector(".inline_label, .original p")?.firstChild?.textContent.trim();
    const typed = [...(row?.querySelectorAll("input[type=text]") ?? [])].find((one) => FormValues.takes(one) && one.value);
    return typed?.value.trim() || FormValues.#group(rows)?.dataset.new || FormValues.#words.new;
  }

  // All that is on the form of what makes sense only together with one of `names`: lists of names.
  together(names) {
    const groups = new Map();
    for (const [name, [field]] of this.fields()) {
      const [, row, own] = name.match(/^(.*[#+]\d+-)?(.+)$/);
      const key = (row ?? "") + (field.dataset.group ?? own.replace(/_\d+$/, "")); // a day and its time are one as well
      groups.set(key, [...(groups.get(key) ?? []), name]);
    }
    const orders = names.filter((name) => FormValues.isOrder(name)).map((name) => [name]);
    return [...groups.values(), ...orders].filter((group) => group.some((name) => names.includes(name)));
  }

  // Whether the new row of this name can be had.
  takesRows(name) {
    const rows = name.replace(/\+\d+.*$/, "");
    return Boolean(this.form.elements[`${rows}-__prefix__-id`]);
  }

  fields() {
    const found = new Map();
    for (const field of this.form.elements) {
      if (!FormValues.takes(field)) continue;
      const name = this.#nameOf(field.name);
      found.set(name, [...(found.get(name) ?? []), field]);
    }
    return found;
  }

  static #group(rows) {
    return document.getElementById(`${rows}-group`);
  }

  static takes(field) {
    const others = ["hidden", "submit", "button", "reset", "image", "file", "fieldset", "output"];
    const isOurs = !field.name?.startsWith("_") && !field.name?.includes("__prefix__");
    return field.name && isOurs && !others.includes(field.type) && !field.closest(".selector-available");
  }

  static #held(field, asItCame) {
    if (field.type === "checkbox" || field.type === "radio") {
      return (asItCame ? field.defaultChecked : field.checked) ? [field.value] : [];
    }
    if (field.tagName !== "SELECT") return [FormValues.#lines(asItCame ? field.defaultValue : field.value)];
    const options = [...field.options];
    if (field.closest(".selector-chosen")) return options.map((option) => option.value).sort();
    const chosen = options.filter((option) => (asItCame ? option.defaultSelected : option.selected));
    if (field.multiple) return chosen.map((option) => option.value).sort();
    return (chosen.length ? chosen : options).slice(chosen.length ? -1 : 0).slice(0, 1).map((option) => option.value);
  }

  #nameOf(name) {
    const [, rows, number, field] = name.match(/^(.+)-(\d+)-(.+)$/) ?? [];
    const key = number && this.form.elements[`${rows}-${number}-id`];
    if (!key) return name;
    const there = this.form.elements[`${rows}-INITIAL_FORMS`].value;
    return key.value ? `${rows}#${key.value}-${field}` : `${rows}+${number - there}-${field}`;
  }

  #isOnlyRewritten(name, value) {
    const written = FormValues.#editors.get(this.fields().get(name)?.[0])?.written;
    const isOwn = FormValues.same(this.base.get(name), this.came.get(name));
    return typeof written === "string" && isOwn && FormValues.same(value, [written]);
  }

  #fill(field, values, called) {
    const chooser = field.closest(".selector-chosen") && field.id.replace(/_to$/, "");
    if (chooser) {
      const [from, to] = [`${chooser}_from`, `${chooser}_to`];
      SelectBox.move_all(to, from);
      for (const option of document.getElementById(from).options) option.selected = values.includes(option.value);
      SelectBox.move(from, to);
    } else if (FormValues.#editors.has(field)) {
      FormValues.#editors.get(field).editor.commands.setContent(values[0]);
    } else if (field.type === "checkbox" || field.type === "radio") {
      field.checked = values.includes(field.value);
    } else if (field.tagName === "SELECT") {
      if (called) field.add(new Option(called, values[0])); // from a list that the server is asked for
      for (const option of field.options) option.selected = values.includes(option.value);
    } else {
      field.value = values[0] ?? "";
    }
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  }

  // Rows that can be dragged, in the order they stand.
  #orders() {
    const found = new Map();
    for (const place of this.form.querySelectorAll(".has_original input._reorder_")) {
      const row = place.closest(FormValues.#ROW);
      if (!row.matches(".has_original")) continue; // a new line of a department
      const [, rows, number] = place.name.match(/^(.+)-(\d+)-/);
      const name = `${rows} order`;
      const id = this.form.elements[`${rows}-${number}-id`].value;
      found.set(name, [...(found.get(name) ?? []), { id, row }]);
    }
    return found;
  }

  #arrange(name, ids) {
    const rows = this.#orders().get(name) ?? [];
    const known = ids.map((id) => rows.find((row) => row.id === id)).filter(Boolean);
    const sorted = [...known, ...rows.filter((row) => !known.includes(row))].map(({ row }) => row);
    if (!sorted.length) return;
    const mark = document.createComment("");
    rows[0].row.before(mark);
    mark.replaceWith(...sorted);
    sorted[0].closest("fieldset.sortable").dispatchEvent(new Event("departments:arranged"));
  }
}
