// Keeps what is typed into a form of ours (one with an `_opened_by`) in the browser until it is saved, offers it again
// after Back, a crash or a closed tab, and warns before the form is left. What is kept belongs to the account and the
// form; each page that is opened keeps its own. A browser that keeps nothing only warns.
"use strict";

{
  const KEPT = "departments.typed.";
  const SIGNED_OUT = "departments.signed-out";
  const editors = new WeakMap();

  const store = (() => {
    try {
      localStorage.setItem(`${KEPT}try`, "");
      localStorage.removeItem(`${KEPT}try`);
      return localStorage;
    } catch {
      return null; // forbidden or full
    }
  })();

  function records(prefix) {
    const keys = Object.keys(store ?? {}).filter((key) => key.startsWith(prefix));
    return keys.map((key) => ({ key, ...JSON.parse(store.getItem(key)) }));
  }

  // What a field holds, or what it came with: a list, so that boxes with one name are one field.
  function held(field, asItCame) {
    if (field.type === "checkbox" || field.type === "radio") {
      return (asItCame ? field.defaultChecked : field.checked) ? [field.value] : [];
    }
    if (field.tagName === "SELECT") {
      const options = [...field.options];
      if (field.closest(".selector-chosen")) return options.map((option) => option.value).sort();
      if (!asItCame || field.multiple) {
        const chosen = options.filter((option) => (asItCame ? option.defaultSelected : option.selected));
        return chosen.map((option) => option.value).sort();
      }
      const first = options.findLast((option) => option.defaultSelected) ?? options[0];
      return first ? [first.value] : [];
    }
    return [lines(asItCame ? field.defaultValue : field.value)];
  }

  const lines = (text) => text.replace(/\r\n?/g, "\n");
  const isRow = (name) => /\+\d+$/.test(name);
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  function takesTyping(field) {
    return (
      field.name && !field.name.startsWith("_") && !field.name.includes("__prefix__") && !field.closest(".selector-available")
      && !["hidden", "submit", "button", "reset", "image", "file", "fieldset", "output"].includes(field.type)
    );
  }

  class KeptForm {
    constructor(form, mark, number) {
      const { account, zone } = mark.dataset;
      const query = new URLSearchParams(location.search);
      for (const name of ["_changelist_filters", "_popup", "_to_field", "_saved"]) query.delete(name);
      Object.assign(this, { form, zone, offers: [] });
      this.prefix = `${KEPT}${account}.${location.pathname}?${query}#${number}.`;
      this.key = this.prefix + Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
      this.came = this.read(true);
      this.base = new Map(this.came);
      this.takesTyping = this.came.size > 0;
      // Shown once more with what was typed. A file alone is not there any more, and nothing would be lost.
      this.unsaved = "unsaved" in mark.dataset && (this.takesTyping || !form.querySelector("[type=file]"));
      if (this.takesTyping) records(this.prefix).forEach((record) => this.meet(record));
      this.offer();
      form.addEventListener("submit", (event) => event.defaultPrevented || this.send());
    }

    // A row is known by its key, and a new one by its place among the new ones: numbers move when others save.
    nameOf(name) {
      const [, rows, number, field] = name.match(/^(.+)-(\d+)-(.+)$/) ?? [];
      const key = number && this.form.elements[`${rows}-${number}-id`];
      if (!key) return name;
      return key.value ? `${rows}#${key.value}-${field}` : `${rows}+${number - this.form.elements[`${rows}-INITIAL_FORMS`].value}-${field}`;
    }

    fields() {
      const found = new Map();
      for (const field of this.form.elements) {
        if (!takesTyping(field)) continue;
        const name = this.nameOf(field.name);
        found.set(name, [...(found.get(name) ?? []), field]);
      }
      return found;
    }

    read(asItCame = false) {
      const values = new Map();
      for (const [name, fields] of this.fields()) values.set(name, fields.flatMap((field) => held(field, asItCame)));
      for (const [name, rows] of this.orders()) values.set(name, rows.map((row) => row.id));
      return values;
    }

    orders() {
      const found = new Map();
      for (const place of this.form.querySelectorAll(".has_original input._reorder_")) {
        const name = place.name.match(/^(.+)-(\d+)-/);
        const rows = found.get(`${name[1]} order`) ?? [];
        found.set(`${name[1]} order`, [...rows, { id: this.form.elements[`${name[1]}-${name[2]}-id`].value, place }]);
      }
      return found;
    }

    // What a field came with; of a row that was added since, what new rows begin with.
    began(name) {
      if (this.base.has(name)) return this.base.get(name);
      const [, rows, field] = name.match(/^(.+)\+\d+-(.+)$/) ?? [];
      const blank = rows && this.form.elements[`${rows}-__prefix__-${field}`];
      return blank instanceof HTMLElement ? held(blank, true) : [];
    }

    typed() {
      const typed = {};
      for (const [name, value] of this.read()) {
        if (same(value, this.began(name)) || this.isUntouchedText(name, value)) continue;
        if (name.includes("+")) typed[name.split("-")[0]] = []; // that there is such a row
        typed[name] = value;
      }
      return typed;
    }

    // The editor writes what it was given in its own way, as soon as it is touched.
    isUntouchedText(name, value) {
      const written = editors.get(this.fields().get(name)?.[0])?.written;
      return written !== undefined && same(value, [written]) && same(this.base.get(name), this.came.get(name));
    }

    files() {
      return [...this.form.querySelectorAll("[type=file]")].filter((field) => field.value).map((field) => field.files[0].name);
    }

    get isDirty() {
      return !this.isSent && !this.isForgotten && (this.unsaved || this.files().length > 0 || Object.keys(this.typed()).length > 0);
    }

    keep() {
      if (!store || this.isSent || this.isForgotten || this.isStopped || !this.takesTyping) return;
      const typed = this.typed();
      const files = this.files();
      const text = JSON.stringify([typed, files]);
      const isThere = store.getItem(this.key) !== null;
      const isEmpty = text === "[{},[]]";
      if (isEmpty ? !isThere : isThere && text === this.kept) return;
      this.kept = text;
      try {
        if (isEmpty) store.removeItem(this.key);
        else store.setItem(this.key, JSON.stringify({ at: Date.now(), typed, files, came: Object.fromEntries(Object.keys(typed).map((name) => [name, this.began(name)])) }));
      } catch {
        // Full: what was kept before stays.
      }
    }

    // Another page's record of this form: gone where it holds nothing else than the form, taken over where it is shown.
    meet(record) {
      const now = this.read();
      const names = Object.keys(record.typed ?? {});
      const isShown = (values) => names.every((name) => isRow(name) || same(record.typed[name], values.get(name)));
      if (!isShown(now)) this.offers.push(record);
      else if (isShown(this.came) && !this.unsaved) store.removeItem(record.key);
      else {
        for (const name of names) this.base.set(name, record.came[name]);
        store.removeItem(record.key);
      }
    }

    offer() {
      this.box?.remove();
      const record = this.offers.sort((one, other) => other.at - one.at)[0];
      if (!record) return;
      this.box = element("section", { className: "kept-typing", "aria-label": "Typed and not saved" });
      this.box.append(element("p", { role: "status", textContent: `Typed on ${moment(record.at, this.zone)} and not saved: ${this.told(record)}.` }));
      const asked = this.clashes(record);
      if (asked.length) this.box.append(this.question(record, asked));
      if (record.files?.length) this.box.append(element("p", { textContent: `Files are not kept. Choose again: ${record.files.join(", ")}.` }));
      const buttons = element("p", { className: "kept-typing-buttons" });
      buttons.append(
        button("Put it back", () => this.putBack(record, asked)),
        button("Forget it", () => this.forget(record)),
      );
      this.box.append(buttons);
      this.form.before(this.box);
    }

    told(record) {
      const labels = [...new Set(Object.keys(record.typed).filter((name) => !isRow(name)).map((name) => this.label(name)))];
      const told = labels.slice(0, 6).join(", ") || (record.files ?? []).join(", ");
      return labels.length > 6 ? `${told} and ${labels.length - 6} more` : told;
    }

    // What somebody saved since, or what is no longer there: never replaced without asking.
    clashes(record) {
      return Object.keys(record.typed).filter(
        (name) => !name.includes("+") && !same(this.came.get(name), record.came[name]) && !same(this.came.get(name), record.typed[name]),
      );
    }

    question(record, asked) {
      const group = element("fieldset", {});
      group.append(element("legend", { textContent: "Saved since then by somebody, or in another window. Tick what yours shall replace:" }));
      for (const name of asked) {
        const label = element("label", {});
        const isThere = this.came.has(name);
        const yours = `you typed “${words(record.typed[name])}”`;
        if (isThere) label.append(element("input", { type: "checkbox", value: name }), " ");
        label.append(`${this.label(name)}: ${isThere ? `now “${words(this.came.get(name))}”` : "no longer on this form"}; ${yours}`);
        group.append(label);
      }
      return group;
    }

    label(name) {
      if (name.endsWith(" order")) return `Order of ${name.slice(0, -6)}`;
      const field = this.fields().get(name)?.[0];
      const label = field && (field.closest("fieldset.moment-choice")?.querySelector("legend") ?? field.closest(".form-row, .form-multiline > div")?.querySelector("label, .label") ?? field.labels?.[0]);
      const plain = (label?.textContent ?? name.replace(/^.*[-]/, "").replaceAll("_", " ")).replace(/[\s:]+$/, "").trim();
      const row = field?.closest(".inline-related[id], tr[id]")?.querySelector(".inline_label, .original p")?.firstChild?.textContent.trim();
      const fresh = name.match(/^(.+)\+(\d+)-/);
      const where = row || (fresh && `New row ${Number(fresh[2]) + 1} of ${fresh[1]}`);
      return where ? `${where}: ${plain}` : plain;
    }

    putBack(record, asked) {
      const ticked = [...this.box.querySelectorAll("fieldset input:checked")].map((box) => box.value);
      const left = asked.filter((name) => !ticked.includes(name));
      for (const name of Object.keys(record.typed)) {
        if (name.includes("+")) this.addRows(...name.match(/^(.+)\+(\d+)/).slice(1));
      }
      const fields = this.fields();
      for (const [name, value] of Object.entries(record.typed)) {
        if (left.includes(name)) continue;
        if (name.endsWith(" order")) this.arrange(name, value);
        else fields.get(name)?.forEach((field) => put(field, value));
      }
      this.forget(record);
      this.keep();
    }

    addRows(rows, place) {
      const wanted = Number(this.form.elements[`${rows}-INITIAL_FORMS`]?.value) + Number(place) + 1;
      const add = document.querySelector(`#${rows}-group .add-row a, #${rows}-group a.addlink`);
      while (add && Number(this.form.elements[`${rows}-TOTAL_FORMS`].value) < wanted) add.click();
    }

    arrange(name, ids) {
      const rows = this.orders().get(name) ?? [];
      const known = ids.map((id) => rows.find((row) => row.id === id)).filter(Boolean);
      const sorted = [...known, ...rows.filter((row) => !known.includes(row))].map(({ place }) => place.closest(".has_original"));
      const mark = document.createComment("");
      rows[0]?.place.closest(".has_original").before(mark);
      mark.after(...sorted);
      mark.remove();
      sorted.forEach((row, index) => (row.querySelector("input._reorder_").value = index + 1));
      sorted[0]?.closest("fieldset.sortable")?.dispatchEvent(new Event("departments:arranged"));
    }

    forget(record) {
      store.removeItem(record.key);
      this.offers = this.offers.filter((other) => other !== record);
      this.offer();
      if (this.box.isConnected) this.box.querySelector("button").focus();
      else [...this.form.elements].find((field) => takesTyping(field) && field.offsetParent)?.focus();
    }

    forgetAll() {
      this.isForgotten = true;
      records(this.prefix).forEach(({ key }) => store.removeItem(key));
    }

    // The form says which record it is, and the answer of a save says that this is no longer needed.
    send() {
      this.keep();
      this.isSent = true;
      let field = this.form.querySelector("input[name=_sent]");
      if (!field) {
        field = element("input", { type: "hidden", name: "_sent", value: [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("") });
        this.form.append(field);
      }
      for (const key of [this.key, ...this.offers.map((record) => record.key)]) {
        const kept = store?.getItem(key);
        if (kept) store.setItem(key, JSON.stringify({ ...JSON.parse(kept), sent: field.value }));
      }
    }
  }

  function put(field, values) {
    const selector = field.closest(".selector-chosen") && field.id.replace(/_to$/, "");
    if (selector) {
      const [from, to] = [`${selector}_from`, `${selector}_to`];
      SelectBox.move_all(to, from);
      for (const option of document.getElementById(from).options) option.selected = values.includes(option.value);
      SelectBox.move(from, to);
    } else if (editors.has(field)) {
      editors.get(field).editor.commands.setContent(values[0]);
    } else if (field.type === "checkbox" || field.type === "radio") {
      field.checked = values.includes(field.value);
    } else if (field.tagName === "SELECT") {
      for (const option of field.options) option.selected = values.includes(option.value);
    } else {
      field.value = values[0] ?? "";
    }
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  }

  function element(tag, { role, "aria-label": label, ...properties }) {
    const made = Object.assign(document.createElement(tag), properties);
    if (role) made.setAttribute("role", role);
    if (label) made.setAttribute("aria-label", label);
    return made;
  }

  function button(text, act) {
    const made = element("button", { type: "button", className: "button", textContent: text });
    made.addEventListener("click", act);
    return made;
  }

  function words(values) {
    const text = (values ?? []).map((value) => (/^\s*</.test(value) ? new DOMParser().parseFromString(value, "text/html").body.textContent : value)).join(", ");
    return text || "nothing";
  }

  function moment(at, timeZone) {
    const day = new Date(at).toLocaleDateString("en-US", { dateStyle: "long", timeZone });
    return `${day}, ${new Date(at).toLocaleTimeString("en-US", { timeStyle: "short", timeZone })}`.replaceAll("\u202f", " ");
  }

  document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
    const isAsItCame = lines(textarea.value) === lines(textarea.defaultValue);
    editors.set(textarea, { editor, written: isAsItCame ? lines(editor.getHTML()) : undefined });
  });

  const marks = [...document.querySelectorAll("form [name=_opened_by][data-account]")].filter((mark) => mark.dataset.account);
  const forms = marks.map((mark, number) => new KeptForm(mark.form, mark, number));

  // Not by events alone: calendars, and lists that move names from side to side, fill fields in without any.
  const keepAll = () => forms.forEach((form) => form.keep());
  keepAll();
  setInterval(keepAll, 1000);
  window.addEventListener("pagehide", keepAll);
  document.addEventListener("visibilitychange", keepAll);
  document.addEventListener("input", () => forms.forEach((form) => (form.isSent = false))); // a save that was stopped
  window.addEventListener("pageshow", (event) => event.persisted && forms.forEach((form) => (form.isSent = false)));
  window.addEventListener("beforeunload", (event) => {
    if (!forms.some((form) => form.isSent) && forms.some((form) => form.isDirty)) event.preventDefault();
  });
  document.addEventListener("click", (event) => event.target.closest("[data-forget]") && forms.forEach((form) => form.forgetAll()), true);

  // Signed out in another window: nothing more is kept here until this account is back.
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key === SIGNED_OUT && newValue) forms.forEach((form) => (form.isStopped = true));
  });
  document.addEventListener("departments:signed-in", () => forms.forEach((form) => (form.isStopped = false)));
}
