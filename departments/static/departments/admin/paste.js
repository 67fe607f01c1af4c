// What is pasted from Word, Outlook, Google Docs and slides: lists that are only dots and indents become lists, rows of
// tables lines, headings ours. What cannot stand in a text is told below it, with a way to undo. The server cleans what
// is saved by the same rules (words/not_shown.py, words/other_markup.py); this does what only a paste knows.
"use strict";

const MARK = "[·•▪◦‣∙●○■\uf0a7\uf0b7]"; // as in words/prose.py
const BULLET = new RegExp(`^\\s*(?:${MARK}|[§o]\\s)\\s*`);
const NUMBER = /^\s*\(?(\d{1,3}|[a-z]{1,4})[.)]\s*/i;
const HEADINGS = { H1: "h2", H4: "h3", H5: "h3", H6: "h3" };
const ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
const RAISED = { SUP: "⁰¹²³⁴⁵⁶⁷⁸⁹", SUB: "₀₁₂₃₄₅₆₇₈₉" };
// The last two are what a comment of Google Docs says, at the foot of a document that it exported.
const HIDDEN = `[hidden], [class*='msocom' i], a[href^='#_msocom_'], a[href*='#cmnt'],
  p:has(> a[href*='#cmnt_ref']:first-child), div:has(> p:first-child > a[href*='#cmnt_ref']:first-child)`;
const HIDDEN_STYLE = new RegExp(
  "(?<![-\\w])(display\\s*:\\s*none|visibility\\s*:\\s*(hidden|collapse)|mso-hide\\s*:\\s*all|" +
    "mso-element\\s*:\\s*comment|opacity\\s*:\\s*\\.?0[.0]*(?![.\\d]))",
  "i",
);
const WITHOUT_SIZE = /(?<![-\w])font-size\s*:\s*\.?0[.0]*(?![.\d])/i;
const STRUCK = "del, s, strike";
const STRUCK_STYLE = /text-decoration(-line)?\s*:[^;:]*\bline-through/i;
const SAID_BY_SHEETS = ["display", "visibility", "opacity", "font-size", "text-decoration-line", "--mso-hide"];
const SHEETS = "script[data-sheet]:not([media*='print' i], [media*='('])";
const WITHIN_LINES = "a, b, del, em, font, i, ins, s, small, span, strike, strong, sub, sup, u";
const CHOICES = "datalist, option, select, textarea";
const LAYS_OUT = "h1, h2, h3, h4, h5, h6, ul, ol, table";

const sentences = document.currentScript.dataset;
const inWords = new Intl.ListFormat(document.documentElement.lang);

// The page's policy lets no style of a paste count, and tells of each: they are data here, its sheets in scripts that
// never run.
const asData = (html) =>
  html.replace(/<\/?[a-z][^<>]*>/gi, (tag) =>
    tag.replace(/^(<\/?)style\b/i, "$1script data-sheet").replace(/\sstyle\s*=/gi, " data-style="),
  );
const styleOf = (element) => element.dataset.style ?? "";
const plain = (node) => (node.textContent ?? "").replace(/\s+/g, " ").trim();

// Excel and Word hide and strike out by classes. What a sheet says counts as if the element said it, unless that says
// otherwise; of two rules the later one. Rules within others, as for print, do not count. Nothing is fetched for it.
function tellOfSheets(page) {
  const asKnown = (css) => css.replace(/(^|[{;\s])mso-/gi, "$1--mso-"); // browsers forget what they do not know
  const sheet = new CSSStyleSheet();
  const text = [...page.querySelectorAll(SHEETS)].map((said) => said.textContent).join("\n");
  sheet.replaceSync(asKnown(text));
  const said = new Map();
  for (const { selectorText, style } of sheet.cssRules) {
    const names = SAID_BY_SHEETS.filter((name) => selectorText && style.getPropertyValue(name));
    for (const element of names.length ? page.querySelectorAll(selectorText) : []) {
      const values = names.map((name) => [name, style.getPropertyValue(name)]);
      said.set(element, new Map([...(said.get(element) ?? []), ...values]));
    }
  }
  const own = document.createElement("p").style;
  for (const [element, values] of said) {
    own.cssText = asKnown(styleOf(element));
    for (const name of own) values.delete(name);
    const sheets = [...values].map(([name, value]) => `${name.replace("--", "")}:${value};`);
    element.dataset.style = sheets.join("") + styleOf(element);
  }
}

function renamed(element, name) {
  const other = document.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
}

// Word for the web puts each item into a list of its own, and says how deep it is.
function unwrapItems(body) {
  for (const entry of body.querySelectorAll("li[data-aria-level]")) {
    const list = entry.parentElement;
    for (const block of entry.querySelectorAll("p, div")) block.replaceWith(...block.childNodes);
    const paragraph = document.createElement("p");
    paragraph.dataset.level = entry.dataset.ariaLevel;
    paragraph.dataset.ordered = list.tagName === "OL" ? "yes" : "";
    if (list.start > 1) paragraph.dataset.start = list.start;
    paragraph.append(...entry.childNodes);
    list.before(paragraph);
    entry.remove();
    if (!list.children.length) list.remove();
  }
  for (const wrapper of body.querySelectorAll(".ListContainerWrapper")) wrapper.replaceWith(...wrapper.childNodes);
}

// Where a list begins whose first item has this mark, and how it counts: "3." "b)" "IV."
function countsFrom(mark) {
  const [, digits] = mark.match(NUMBER);
  if (/\d/.test(digits)) return { start: Number(digits) };
  const small = digits.toLowerCase();
  const isRoman = ROMAN.includes(small);
  const type = isRoman ? "i" : "a";
  const start = isRoman ? ROMAN.indexOf(small) + 1 : small.length === 1 ? small.charCodeAt(0) - 96 : 1;
  return { start, type: small === digits ? type : type.toUpperCase() };
}

// Of a paragraph that its program shows as an item: how deep, and how it is numbered, if it is. Its mark is taken out.
function itemOf(paragraph) {
  const { level: said, ordered, start } = paragraph.dataset;
  if (said) return { level: Number(said), ordered: ordered && { start } };
  const level = Number(styleOf(paragraph).match(/mso-list:[^;]*level(\d)/i)?.[1] ?? 1);
  const mark = paragraph.querySelector("[data-style*='mso-list:Ignore' i], [data-style*='mso-special-format' i]");
  if (mark) {
    const isNumbered = !BULLET.test(`${mark.textContent} `) && NUMBER.test(mark.textContent);
    mark.remove();
    return { level, ordered: isNumbered && countsFrom(mark.textContent) };
  }
  const first = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT).nextNode();
  if (!first || !new RegExp(`^\\s*${MARK}\\s`).test(first.data)) return null;
  first.data = first.data.replace(BULLET, "");
  return { level, ordered: false };
}

function elementBefore(node) {
  let before = node.previousSibling;
  while (before && before.nodeType !== Node.ELEMENT_NODE && !before.textContent.trim()) before = before.previousSibling;
  return before;
}

// Runs of such paragraphs become lists, those deeper in within the item before them.
function makeLists(body) {
  let open = []; // lists and how deep they are, from outside in
  for (const paragraph of [...body.querySelectorAll("p, div")]) {
    const isOther = paragraph.querySelector("p, div, ul, ol, table") || paragraph.closest("li");
    const item = isOther ? null : itemOf(paragraph);
    if (!item) continue;
    if (!open.length || elementBefore(paragraph) !== open[0].list) open = [];
    while (open.length && open.at(-1).level > item.level) open.pop();
    const name = item.ordered ? "OL" : "UL";
    if (open.at(-1)?.level === item.level && open.at(-1).list.tagName !== name) open.pop();
    if (open.at(-1)?.level !== item.level) {
      const list = document.createElement(name);
      for (const [key, value] of Object.entries(item.ordered || {})) if (value) list.setAttribute(key, value);
      const around = open.at(-1)?.list.lastElementChild;
      if (around) around.append(list);
      else paragraph.before(list);
      open.push({ list, level: item.level });
    }
    const entry = document.createElement("li");
    const words = document.createElement("p");
    words.append(...paragraph.childNodes);
    entry.append(words);
    open.at(-1).list.append(entry);
    paragraph.remove();
  }
}

// Google Docs puts an inner list beside the item it belongs to.
function putListsIntoItems(body) {
  for (const list of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) list.previousElementSibling?.append(list);
}

function trimEnd(element) {
  element.normalize();
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode());
  if (texts.currentNode !== element) texts.currentNode.data = texts.currentNode.data.trimEnd();
}

// A list of terms is a table whose rows begin with the terms.
function tableOf(terms) {
  const table = document.createElement("table");
  for (const part of terms.querySelectorAll("dt, dd")) {
    const row = part.tagName === "DT" || !table.rows.length ? table.insertRow() : table.rows[table.rows.length - 1];
    row.append(renamed(part, "td"));
  }
  terms.replaceWith(table);
}

// A short cell that reaches over several rows is said in each.
function repeatCells(table) {
  [...table.rows].forEach((row, place, rows) => {
    for (const cell of row.cells) {
      const reaches = cell.rowSpan;
      cell.removeAttribute("rowspan");
      if (cell.querySelector(LAYS_OUT) || plain(cell).length > 200) continue;
      for (const next of rows.slice(place + 1, place + reaches)) {
        next.insertBefore(cell.cloneNode(true), next.cells[cell.cellIndex] ?? null);
      }
    }
  });
}

function makeLines(body) {
  const hadTables = Boolean(body.querySelector("table"));
  for (const terms of [...body.querySelectorAll("dl")].reverse()) tableOf(terms);
  for (const table of [...body.querySelectorAll("table")].reverse()) { // the inner ones first
    const lines = plain(table.caption ?? "") ? [renamed(table.caption, "div")] : [];
    for (const row of table.rows) {
      const cells = [...row.cells].filter((cell) => plain(cell));
      if (cells.length < 2 || cells.some((cell) => cell.querySelector(LAYS_OUT) || plain(cell).length > 200)) {
        for (const cell of cells) lines.push(renamed(cell, "div"));
        continue;
      }
      const line = document.createElement("p");
      cells.forEach((cell, place) => {
        const said = plain(line);
        if (said) line.append(/[:;,.!?]$/.test(said) ? " " : place === 1 ? ": " : ", ");
        for (const block of cell.querySelectorAll("p, div, br")) block.replaceWith(" ", ...block.childNodes, " ");
        trimEnd(cell);
        line.append(...cell.childNodes);
      });
      lines.push(line);
    }
    table.replaceWith(...lines);
  }
  return hadTables;
}

// Bold and italic that only a style says; Google Docs puts a text into a <b> that is none.
function setLetters(body) {
  for (const element of body.querySelectorAll("b[data-style*='font-weight:normal' i]")) renamed(element, "span");
  for (const element of body.querySelectorAll(":is(span, a, font)[data-style]")) {
    const style = styleOf(element);
    const names = [/font-weight:\s*(bold|[6-9]00)/i.test(style) && "strong", /font-style:\s*italic/i.test(style) && "em"];
    for (const name of names.filter(Boolean)) {
      const letters = document.createElement(name);
      letters.append(...element.childNodes);
      element.append(letters);
    }
  }
}

// What is in an element without size may have one, as newsletters do it.
const isSmall = (element) =>
  WITHOUT_SIZE.test(styleOf(element)) && !element.querySelector("[data-style*='font-size' i]");
const isHidden = (element) => HIDDEN_STYLE.test(styleOf(element)) || isSmall(element);
const isStruck = (element) => STRUCK_STYLE.test(styleOf(element));

// Whether words went with the elements that match `selector` or are such by their style.
function takenOut(body, selector, isSuch) {
  const gone = [...body.querySelectorAll(`${selector}, [data-style]`)].filter(
    (element) => element.matches(selector) || isSuch(element),
  );
  const hadWords = gone.some(plain);
  for (const element of gone) element.replaceWith(element.matches(WITHIN_LINES) ? "" : " ");
  return hadWords;
}

// Digits above or below the line would run into those before them: x² is not x2.
function raiseDigits(body) {
  for (const raised of body.querySelectorAll("sup, sub")) {
    if (/^[\d\s]+$/.test(raised.textContent)) {
      raised.textContent = raised.textContent.replace(/\d/g, (digit) => RAISED[raised.tagName][digit]);
    }
  }
}

// The pasted HTML as our texts can hold it, and sentences about what became of the rest.
function cleaned(html) {
  const page = new DOMParser().parseFromString(asData(html), "text/html");
  const { body } = page;
  tellOfSheets(page);
  for (const hidden of body.querySelectorAll("script, title, noscript")) hidden.remove();
  // While the rows are there that are hidden: a cell reaches over those, and may begin in one.
  for (const table of [...body.querySelectorAll("table")].reverse()) repeatCells(table);
  const hadHidden = takenOut(body, HIDDEN, isHidden);
  const hadStruck = takenOut(body, STRUCK, isStruck);
  const leads = (pattern) => (link) => pattern.test(link.getAttribute("href").trim());
  const isKept = leads(/^(https?|mailto|tel):|^[/#]|^[^:\\]*$/i);
  const links = [...body.querySelectorAll("a[href]")].filter((link) => !isKept(link));
  const programs = links.filter(leads(/^(javascript|vbscript|data):/i)).length;
  const files = links.filter(leads(/^(file|[a-z]):|^[^:]*\\/i)).length;
  const fields = [...body.querySelectorAll("input:not([type=hidden]), select, textarea")];
  const embedded = [...body.querySelectorAll("iframe, embed, audio")];
  const counts = {
    pictures: body.querySelectorAll("img, picture > source:first-child, svg, object, video").length,
    pages: embedded.length,
    fields: fields.length,
    files,
    programs,
    others: links.length - files - programs,
  };
  const left = Object.entries(counts).filter(([, count]) => count).map(([kind, count]) => Said.counted(sentences[kind], count));
  for (const link of links) link.replaceWith(...link.childNodes);
  for (const element of [...embedded, ...body.querySelectorAll(CHOICES)]) element.replaceWith(" ");
  for (const element of body.querySelectorAll("button")) renamed(element, "div");
  raiseDigits(body);
  for (const element of body.querySelectorAll("h1, h4, h5, h6")) renamed(element, HEADINGS[element.tagName]);
  setLetters(body);
  for (const blank of body.querySelectorAll("p")) if (!plain(blank)) blank.remove(); // what makes room in Word
  const hadTables = makeLines(body);
  unwrapItems(body);
  makeLists(body);
  putListsIntoItems(body);
  // Of a slice the editor keeps each space, also those around what was taken out; our own editors have nothing such.
  if (hadTables || hadHidden || hadStruck) {
    for (const slice of body.querySelectorAll("[data-pm-slice]")) slice.removeAttribute("data-pm-slice");
  }
  const said = left.length ? [Said.filled(sentences.left, { things: inWords.format(left) })] : [];
  if (hadHidden) said.push(sentences.hiddenWords);
  if (hadStruck) said.push(sentences.struck);
  if (hadTables) said.push(sentences.tables);
  return { html: body.innerHTML, said };
}

document.addEventListener("prose-editor:ready", ({ detail: { editor } }) => {
  const box = editor.view.dom.closest(".prose-editor");
  const note = document.createElement("div");
  note.className = "paste-note";
  const words = document.createElement("p");
  words.setAttribute("role", "status");
  const undo = document.createElement("button");
  undo.type = "button";
  undo.textContent = sentences.undo;
  undo.hidden = true;
  note.append(words, undo);
  box.append(note);

  const tell = (told) => {
    words.textContent = told.join(" ");
    undo.hidden = !told.length;
  };
  undo.addEventListener("click", () => {
    editor.chain().undo().focus().run();
    tell([]);
  });
  editor.view.dom.addEventListener("paste", ({ clipboardData }) => {
    const isOnlyFiles = clipboardData?.files.length && !clipboardData.types.includes("text/html");
    tell(isOnlyFiles ? [sentences.onlyFiles] : []);
    undo.hidden = true;
  }, { capture: true });
  editor.on("transaction", ({ transaction }) => {
    if (!transaction.docChanged || transaction.getMeta("uiEvent") === "paste") return;
    if (transaction.getMeta("history$")) tell([]);
    undo.hidden = true; // it would take back what was typed since
  });
  const { editorProps } = editor.options;
  editor.setOptions({
    editorProps: {
      ...editorProps,
      transformPastedHTML(html, view) {
        const given = editorProps?.transformPastedHTML?.(html, view) ?? html;
        const { html: ours, said } = cleaned(given);
        tell(said);
        return ours;
      },
    },
  });
});
