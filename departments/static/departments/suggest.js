// Suggestions while somebody types in a search box: the combobox of the ARIA Authoring Practices Guide (list
// autocomplete, manual selection). Without this script, or where an answer fails, the box is a plain form.
"use strict";

{
  const LEAST = 2; // characters before anything is asked
  const PAUSE = 150; // milliseconds since the last key
  const SILENCE = 1000; // milliseconds before anything is said: a screen reader is still spelling the last key
  const isTapped = matchMedia("(pointer: coarse)").matches; // where there may be no arrow keys

  for (const form of document.querySelectorAll("form[data-suggest]")) attach(form);

  function attach(form) {
    const field = form.querySelector("[name=q]");
    const list = made("div", "suggestions", { id: `${field.id}.list`, role: "listbox", "aria-label": form.dataset.suggestions });
    const status = made("div", "visually-hidden", { role: "status" });
    let active = -1; // the option the arrow keys are on
    let asked = 0; // how many questions there were: only the last one's answer is shown
    let pause, request, saying;

    list.hidden = true;
    form.append(list, status);
    // Browsers forget what was typed here when somebody comes back: its autocomplete is off.
    field.value = history.state?.typed?.[field.id] ?? field.value;
    set(field, {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": list.id,
    });

    function ask() {
      forget();
      const query = field.value.trim();
      if ([...query].length < LEAST) return close();
      keep();
      return answer(query, asked);
    }

    function keep() {
      history.replaceState({ ...history.state, typed: { [field.id]: field.value } }, "");
    }

    // Whatever was asked before this is not shown any more, whenever its answer comes.
    function forget() {
      asked += 1;
      clearTimeout(pause);
      clearTimeout(saying);
      request?.abort();
    }

    async function answer(query, number) {
      request = new AbortController();
      try {
        const address = `${form.dataset.suggest}?${new URLSearchParams({ q: query })}`;
        const response = await fetch(address, { signal: request.signal });
        if (!response.ok) throw new Error(response.status);
        const { results, said } = await response.json();
        if (number === asked) show(results, said);
      } catch {
        if (number === asked) close(); // no network, or a server that is restarting: the form still works
      }
    }

    function show(results, said) {
      list.replaceChildren(...results.map((result, place) => option(result, `${field.id}.option.${place}`)));
      list.scrollTop = 0;
      open(results.length > 0);
      say(results.length ? `${said} ${isTapped ? form.dataset.byTaps : form.dataset.byKeys}` : form.dataset.none);
    }

    // Emptied first: the same words again are said again.
    function say(words) {
      clearTimeout(saying);
      status.textContent = "";
      saying = setTimeout(() => (status.textContent = words), SILENCE);
    }

    function open(isOpen) {
      list.hidden = !isOpen;
      field.setAttribute("aria-expanded", String(isOpen));
      activate(-1);
    }

    function close() {
      forget();
      open(false);
      say("");
      keep();
    }

    function activate(place) {
      list.children[active]?.setAttribute("aria-selected", "false");
      active = place;
      const option = list.children[active];
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      if (option) field.setAttribute("aria-activedescendant", option.id);
      else field.removeAttribute("aria-activedescendant");
    }

    // Where a key leads in the open list; undefined leaves the key to the field.
    function place(key) {
      const last = list.children.length - 1;
      if (key === "ArrowDown") return active < last ? active + 1 : 0;
      if (key === "ArrowUp") return active > 0 ? active - 1 : last;
      if (key === "Home" && active >= 0) return 0;
      if (key === "End" && active >= 0) return last;
    }

    field.addEventListener("keydown", async (event) => {
      // Keys that choose among the characters of an input method are not ours; 229 is how Safari says so.
      if (event.isComposing || event.keyCode === 229 || event.altKey || event.ctrlKey || event.metaKey) return;
      const isOpen = !list.hidden;
      if (event.key === "Tab") return close();
      if (event.key === "Escape" && isOpen) {
        event.preventDefault(); // the first one closes the list, the next one clears the field
        close();
      } else if (event.key === "Enter" && isOpen && active >= 0) {
        event.preventDefault();
        list.children[active].click();
      } else if (isOpen && place(event.key) !== undefined) {
        event.preventDefault();
        activate(place(event.key));
      } else if (event.key === "ArrowDown" && !isOpen) {
        event.preventDefault();
        await ask();
        if (!list.hidden) activate(0);
      } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
        activate(-1);
      }
    });

    // Also while characters are being composed: keyboards of phones compose every word to its end.
    function typed() {
      forget();
      activate(-1);
      if ([...field.value.trim()].length < LEAST) close();
      else pause = setTimeout(ask, PAUSE);
    }
    field.addEventListener("input", typed);

    // A press on an option keeps the keyboard in the field; the link itself is followed as any link.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", close);
    form.addEventListener("submit", close);
    form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || close());
    // A tap beside the list moves no focus on a phone. Scrolling closes nothing: the list goes with its field, and on
    // a small screen it is read by scrolling.
    document.addEventListener("pointerdown", (event) => form.contains(event.target) || list.hidden || close());
  }

  function option({ name, detail, why, phone, instead, url, lang = "", marked = {} }, id) {
    const link = made("a", "suggestion", { id, role: "option", "aria-selected": "false", tabindex: "-1", href: url });
    const line = made("span", "suggestion-name", lang ? { lang } : {});
    line.append(...pieces(marked.name ?? [name]));
    link.append(line);
    // The spaces between are for those who hear it in one piece.
    if (phone) {
      const number = made("span", "suggestion-number");
      const digits = made("span", "number-digits");
      const [shown, extension] = phone.split(/(?= \p{L})/u);
      digits.append(...pieces(marked.phone ?? [shown]));
      number.append(digits, extension ?? "");
      link.append(" ", number);
    } else if (instead) {
      const number = made("span", "suggestion-instead");
      number.append(instead);
      link.append(" ", number);
    }
    if (detail) {
      const where = made("span", "suggestion-detail");
      where.append(...pieces(marked.detail ?? [detail]));
      link.append(" ", where);
    }
    if (why) {
      const how = made("span", "suggestion-detail");
      how.append(why);
      link.append(" ", how);
    }
    return link;
  }

  // Text in pieces, every second of which is what was looked for. The server says so: it knows what is alike.
  function pieces(texts) {
    return texts.map((text, place) => (place % 2 ? mark(text) : text));
  }

  function mark(text) {
    const made = document.createElement("mark");
    made.textContent = text;
    return made;
  }

  function made(tag, className, attributes = {}) {
    const element = document.createElement(tag);
    element.className = className;
    set(element, attributes);
    return element;
  }

  function set(element, attributes) {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  }
}
