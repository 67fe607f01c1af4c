// Searching a copy of the directory, which has no server: what can be found stands beside it in ENTRIES, and what is
// said of it in WORDS.
"use strict";

{
  const MOST = WORDS.found.length - 1;
  const place = document.getElementById("search.found");
  const query = (new URLSearchParams(location.search).get("q") ?? "").trim().slice(0, 200);
  const words = folded(query).split(" ").filter(Boolean);
  const digits = query.replace(/\D/g, "");
  const isNumber = digits.length >= 4 && !/\p{L}/u.test(query);

  for (const field of document.querySelectorAll("[name=q]")) field.value = query;
  if (words.length) show();

  function show() {
    const found = ENTRIES.map((entry) => [rank(entry), entry]).filter(([rank]) => rank < 3);
    found.sort(([one], [other]) => one - other); // equal ones stay as they stand on the pages
    const count = made("p", "result-count");
    const words = found.length > MOST ? WORDS.first : WORDS.found[found.length];
    count.textContent = words.replace("{query}", () => query);
    const list = made("ul", "rows");
    list.append(...found.slice(0, MOST).map(([, entry]) => row(entry)));
    place.replaceChildren(count, ...(found.length ? [list] : []));
    place.previousElementSibling.hidden = true;
  }

  // 0 where the name begins so, 1 where names have all words, 2 where any text has; 3 where it is not found.
  function rank({ names, words: others, number }) {
    if (isNumber) return number.replace(/\D/g, "").includes(digits) ? 0 : 3;
    if (names.startsWith(`| ${words.join(" ")}`)) return 0;
    const has = (text) => words.every((word) => ` ${text}`.includes(` ${word}`));
    return has(names) ? 1 : has(`${names} ${others}`) ? 2 : 3;
  }

  function folded(text) {
    const plain = text.normalize("NFKD").replace(/[\p{M}'’‘`´]/gu, "").replace(/&/g, " and ").toLowerCase();
    return plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }

  function row({ name, detail, number, dial, url, lang }) {
    const item = made("li", "row");
    const text = made("div", "row-text");
    const link = made("a", "row-name");
    link.href = url;
    link.textContent = name;
    if (lang) link.lang = lang;
    text.append(link);
    if (detail) {
      const line = made("p", "row-detail");
      line.textContent = detail;
      text.append(line);
    }
    item.append(text);
    if (number) {
      const phone = made(dial ? "a" : "span", "number is-key");
      if (dial) phone.href = dial;
      phone.textContent = number;
      item.append(phone);
    }
    return item;
  }

  function made(tag, className) {
    const element = document.createElement(tag);
    element.className = className;
    return element;
  }
}
