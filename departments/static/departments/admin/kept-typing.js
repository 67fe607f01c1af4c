// Keeps what is typed into a form of ours (one with an `_opened_by`) in the browser until it is saved, offers it again
// after Back, a crash or a closed tab, and warns before the form is left. What is kept belongs to the account and the
// form; each page that is opened keeps its own, and what was discarded is offered again too. A form marked
// data-not-kept, and a browser that keeps nothing, only warn.
"use strict";

{
  const said = document.currentScript.dataset;
  const KEPT = "departments.typed.";
  const SIGNED_OUT = "departments.signed-out";
  const { same, isRow } = FormValues;

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

  function write(key, record) {
    try {
      store.setItem(key, JSON.stringify(record));
    } catch {
      // Full: what was kept before stays.
    }
  }

  class KeptForm {
    constructor(form, mark, number) {
      this.form = form;
      this.values = new FormValues(form);
      this.prefix = `${KEPT}${mark.dataset.account}.${address()}#${number}.`;
      this.key = this.prefix + Date.now().toString(36) + Math.random().toString(36).slice(2);
      // Shown once more with what was typed. A file alone is not there any more, and nothing would be lost.
      const isShownAgain = "unsaved" in mark.dataset;
      this.isUnsaved = isShownAgain && (this.values.takesTyping || !form.querySelector("[type=file]"));
      this.offers = [];
      this.isKept = this.values.takesTyping && !("notKept" in form.dataset);
      if (this.isKept) records(this.prefix).forEach((record) => this.meet(record));
      this.offer();
      form.addEventListener("departments:opened", () => this.values.meet());
      form.addEventListener("submit", (event) => event.defaultPrevented || this.send());
    }

    get isDirty() {
      if (this.isSent || this.isDiscarded) return false;
      return this.isUnsaved || this.files().length > 0 || Object.keys(this.values.typed()).length > 0;
    }

    // Of what is added nothing was saved: another value is what the form begins with by now, such as the time of day.
    get isNew() {
      return /\/add\/$/.test(location.pathname);
    }

    files() {
      const fields = [...this.form.querySelectorAll("[type=file]")].filter((field) => field.value);
      return fields.map((field) => field.files[0].name);
    }

    keep() {
      if (!store || !this.isKept || this.isSent || this.isStopped) return;
      const typed = this.values.typed();
      const names = Object.keys(typed);
      const files = this.files();
      const text = JSON.stringify([typed, files]);
      const isThere = store.getItem(this.key) !== null;
      const isEmpty = !names.length && !files.length;
      if (isEmpty ? !isThere : isThere && text === this.kept) return;
      this.kept = text;
      if (isEmpty) {
        store.removeItem(this.key);
        return;
      }
      const began = (which) => Object.fromEntries(which.map((name) => [name, this.values.began(name)]));
      const beside = began(this.values.together(names).flat().filter((name) => !names.includes(name)));
      const labels = Object.fromEntries(names.map((name) => [name, this.values.label(name)]));
      write(this.key, { at: Date.now(), typed, came: began(names), beside, files, labels, called: this.called(names) });
    }

    // The names of what was typed, for whoever shows that.
    tell() {
      const detail = [...Object.keys(this.values.typed()).filter((name) => !isRow(name)), ...this.files()];
      this.form.dispatchEvent(new CustomEvent("departments:typed", { bubbles: true, detail }));
    }

    // What is chosen from a list that the server is asked for: that list is not there when it is put back.
    called(names) {
      const chosen = [...this.values.fields()].filter(([name]) => names.includes(name));
      const lists = chosen.filter(([, [field]]) => "ajax-Url" in field.dataset);
      return Object.fromEntries(lists.map(([name, [field]]) => [name, field.selectedOptions[0]?.text ?? ""]));
    }

    // What another page kept of this form: gone where it is what the form came with, taken over where the form shows it
    // already (refused and shown again, or filled in by the browser), else offered.
    meet(record) {
      const names = Object.keys(record.typed).filter((name) => !isRow(name));
      const isShown = (values) => names.every((name) => same(record.typed[name], values.get(name)));
      const now = this.values.read();
      for (const name of names) if (same(record.typed[name], this.values.readFrom(name))) now.set(name, record.typed[name]);
      if (!isShown(now)) {
        this.offers.push(record);
        return;
      }
      if (this.isUnsaved || !isShown(this.values.came)) {
        for (const [name, value] of Object.entries(record.came)) this.values.base.set(name, value);
      }
      store.removeItem(record.key);
    }

    offer() {
      this.box?.remove();
      const record = this.offers.sort((one, other) => other.at - one.at)[0];
      if (!record) return;
      this.box = element("section", { className: "kept-typing" });
      this.box.setAttribute("aria-label", said.label);
      const values = { moment: moment(record.at), what: this.told(record) };
      const textContent = Said.filled(record.isDiscarded ? said.discarded : said.typed, values);
      this.box.append(element("p", { textContent }));
      const [asked, lost] = [this.asked(record), this.lost(record)];
      if (asked.length && !this.isNew) this.box.append(this.question(record, asked));
      if (lost.length) {
        this.box.append(element("p", { textContent: said.lost }), ...read(record, lost, (name) => this.label(name, record)));
      }
      if (record.files.length) {
        this.box.append(element("p", { textContent: Said.filled(said.files, { names: record.files.join(", ") }) }));
      }
      if (this.offers.length > 1) {
        this.box.append(element("p", { textContent: Said.counted(said.more, this.offers.length - 1) }));
      }
      const buttons = element("p", { className: "kept-typing-buttons" });
      if (lost.length < Object.keys(record.typed).length || !lost.length) {
        buttons.append(button(said.putBack, () => this.putBack(record, asked, lost)));
      }
      buttons.append(button(said.forget, () => this.forget(record)));
      this.box.append(buttons);
      this.form.before(this.box);
    }

    told(record) {
      const names = Object.keys(record.typed).filter((name) => !isRow(name));
      const labels = [...new Set(names.map((name) => this.label(name, record)))];
      if (!labels.length) return said.file;
      const first = labels.slice(0, 6).join("; ");
      return labels.length > 6 ? Said.counted(said.andMore, labels.length - 6, { names: first }) : first;
    }

    label(name, record) {
      return this.values.came.has(name) ? this.values.label(name) : (record.labels?.[name] ?? this.values.label(name));
    }

    // What somebody saved since is never replaced without asking; what makes sense only together, as a whole.
    asked(record) {
      const { came } = this.values;
      const [mine, before] = [whole(record, "typed"), whole(record, "came")];
      const isTheirs = (name) => name in mine && !same(came.get(name), mine[name]);
      const isAsked = (names) =>
        names.some((name) => name in record.typed && isTheirs(name)) &&
        names.some((name) => isTheirs(name) && !same(came.get(name), before[name]));
      const there = Object.keys(record.typed).filter((name) => came.has(name));
      return this.values.together(there).filter(isAsked).map((names) => names.filter(isTheirs));
    }

    // What has no place on the form any more. Only its owner forgets it.
    lost(record) {
      const has = (name) => this.values.came.has(name) || (name.includes("+") && this.values.takesRows(name));
      return Object.keys(record.typed).filter((name) => !has(name) && !FormValues.isOrder(name));
    }

    question(record, asked) {
      const group = element("fieldset", {});
      group.append(element("legend", { textContent: said.asked }));
      const mine = whole(record, "typed");
      asked.forEach((names, number) => {
        const label = element("label", {});
        label.append(element("input", { type: "checkbox", value: number }));
        for (const name of names) {
          label.append(
            element("b", { textContent: this.label(name, record) }),
            side(said.saved, this.values.shown(name, this.values.came.get(name))),
            side(said.yours, this.values.shown(name, mine[name])),
          );
        }
        group.append(label);
      });
      return group;
    }

    putBack(record, asked, lost) {
      const boxes = [...this.box.querySelectorAll("input:checked")];
      const ticked = this.isNew ? asked.flat() : boxes.flatMap((box) => asked[box.value]);
      const passed = [...asked.flat().filter((name) => !ticked.includes(name)), ...lost];
      const names = new Set([...Object.keys(record.typed), ...ticked].filter((name) => !passed.includes(name)));
      const mine = whole(record, "typed");
      [...names].filter(isRow).forEach((name) => this.values.addRow(name));
      for (const name of names) this.values.put(name, mine[name], record.called?.[name]);
      this.keep();
      if (!lost.length) {
        this.forget(record);
        return;
      }
      const left = (values) => Object.fromEntries(lost.map((name) => [name, values?.[name]]));
      Object.assign(record, { typed: left(record.typed), came: left(record.came), beside: {}, files: [] });
      record.labels = left(record.labels);
      const { key, ...kept } = record;
      write(key, kept);
      this.offer();
      this.box.querySelector("button").focus();
    }

    forget(record) {
      store.removeItem(record.key);
      this.offers = this.offers.filter((other) => other !== record);
      this.offer();
      const shown = [...this.form.elements].find((field) => FormValues.takes(field) && field.offsetParent);
      (this.box.isConnected ? this.box.querySelector("button") : shown)?.focus();
    }

    // What this page keeps, or was sent by it and came back, stays to be offered; what could not be kept is asked about.
    discard() {
      this.keep();
      const sent = this.form.querySelector("[name=_sent]")?.value;
      const own = records(KEPT).filter((record) => record.key === this.key || (sent && record.sent === sent));
      for (const { key, ...record } of own) write(key, { ...record, at: Date.now(), isDiscarded: true });
      this.isDiscarded = own.some(({ typed }) => !this.isKept || same(typed, this.values.typed()));
    }

    // The form says which record is its own, and the answer of a save that it is no longer needed. What is offered and
    // was not put back was not saved: it is offered again, here and in the window that may still have it.
    send() {
      this.isStopped = false; // typed after signing out, it may be refused: its account is offered it again
      this.keep();
      this.isSent = true;
      const fresh = () => element("input", { type: "hidden", name: "_sent", value: random() });
      const name = this.form.querySelector("[name=_sent]") ?? fresh();
      this.form.append(name);
      const kept = store?.getItem(this.key);
      if (kept) write(this.key, { ...JSON.parse(kept), sent: name.value });
    }
  }

  // What one side held of what was typed and of what makes sense only together with it.
  function whole(record, which) {
    return { ...record.beside, ...record[which] };
  }

  function read(record, names, label) {
    return names.filter((name) => !isRow(name)).map((name) => {
      const line = element("p", {});
      line.append(element("b", { textContent: label(name) }), side(said.yours, record.typed[name]));
      return line;
    });
  }

  // What was typed into a form that this page no longer has.
  function showFormless() {
    const account = document.querySelector("[data-account]")?.dataset.account;
    const own = forms.filter((form) => form.isKept).map((form) => form.prefix);
    const here = account ? records(`${KEPT}${account}.${address()}#`) : [];
    // A page that shows what was sent, and sends it again, has the mark under which it was sent.
    const sent = [...document.querySelectorAll("[type=hidden][name=_sent]")].map((field) => field.value);
    const isHere = (record) => sent.includes(record.sent) || own.some((prefix) => record.key.startsWith(prefix));
    for (const record of here.filter((record) => !isHere(record))) {
      const box = element("section", { className: "kept-typing" });
      box.setAttribute("aria-label", said.label);
      const textContent = Said.filled(said.withoutForm, { moment: moment(record.at) });
      const forget = () => {
        store.removeItem(record.key);
        box.remove();
      };
      const lines = read(record, Object.keys(record.typed), (name) => record.labels?.[name] ?? name);
      box.append(element("p", { textContent }), ...lines, button(said.forget, forget));
      document.querySelector("#content")?.append(box);
    }
  }

  function address() {
    const query = new URLSearchParams(location.search);
    for (const name of ["_changelist_filters", "_popup", "_to_field"]) query.delete(name);
    return `${location.pathname}?${query}`;
  }

  function random() {
    return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function element(tag, properties) {
    return Object.assign(document.createElement(tag), properties);
  }

  function button(text, act) {
    const made = element("button", { type: "button", className: "button", textContent: text });
    made.addEventListener("click", act);
    return made;
  }

  function side(sentence, values) {
    return element("span", { className: "kept-typing-side", textContent: Said.filled(sentence, { words: words(values) }) });
  }

  function words(values) {
    const ends = /(?=<\/(?:p|h2|h3|li)>|<br)/g;
    const parsed = (html) => new DOMParser().parseFromString(html.replace(ends, "\n"), "text/html").body;
    const plain = (html) => parsed(html).textContent.trim().replace(/\n+/g, "\n");
    return values.map((value) => (value.startsWith("<") ? plain(value) : value)).join(", ") || said.nothing;
  }

  // In the district's time, which every page of the admin says.
  function moment(at) {
    const timeZone = document.querySelector("[data-zone]")?.dataset.zone;
    const { lang } = document.documentElement;
    const day = new Date(at).toLocaleDateString(lang, { dateStyle: "long", timeZone });
    const time = new Date(at).toLocaleTimeString(lang, { timeStyle: "short", timeZone });
    return `${day}, ${time.replace("\u202f", " ")}`;
  }

  const marks = [...document.querySelectorAll("form [name=_opened_by][data-account]")];
  let forms = [];

  // Cards that were typed into, and are closed as the page comes.
  async function openCards() {
    const here = marks.flatMap((mark) => records(`${KEPT}${mark.dataset.account}.${address()}#`));
    const names = here.flatMap((record) => Object.keys(record.typed));
    const keys = new Set(names.map((name) => name.match(/^(?:departments#|lines_)(\d+)/)?.[1]).filter(Boolean));
    if (typeof OpenedCards !== "undefined") await Promise.all([...keys].map(OpenedCards.open));
  }

  // Looked at after whatever a person does: calendars, and lists that move names from side to side, fill fields in
  // without an event of their own. Every second at most, since a form may have thousands of fields.
  const keepAll = () =>
    forms.forEach((form) => {
      form.keep();
      form.tell();
    });
  let isTouched = true;
  for (const type of ["input", "change", "click", "keydown", "pointerup", "drop"]) {
    document.addEventListener(type, () => (isTouched = true), true);
  }
  openCards().then(() => {
    forms = marks.map((mark, number) => new KeptForm(mark.form, mark, number));
    showFormless();
    keepAll();
  });
  setInterval(() => {
    if (isTouched) keepAll();
    isTouched = false;
  }, 1000);
  window.addEventListener("pagehide", keepAll);
  document.addEventListener("visibilitychange", keepAll);

  // A save that was stopped, or a page that comes back with “Back”: it is typed into again.
  const goOn = () => forms.forEach((form) => (form.isSent = form.isDiscarded = false));
  document.addEventListener("input", goOn);
  window.addEventListener("pageshow", (event) => event.persisted && goOn());

  window.addEventListener("beforeunload", (event) => {
    if (!forms.some((form) => form.isSent) && forms.some((form) => form.isDirty)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const opensAnother = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey; // and this page stays
    if (event.target.closest("[data-discard]") && !opensAnother) forms.forEach((form) => form.discard());
  });

  // Signed out in another window: nothing more is kept here until this account is back.
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key === SIGNED_OUT && newValue) forms.forEach((form) => (form.isStopped = true));
  });
  document.addEventListener("departments:signed-in", () => forms.forEach((form) => (form.isStopped = false)));
}
