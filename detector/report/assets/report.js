"use strict";
(() => {
  const rows = JSON.parse(document.getElementById("rows").textContent);
  const meanings = JSON.parse(document.getElementById("meanings").textContent);
  const query = document.getElementById("query");
  const label = document.getElementById("label");
  const order = document.getElementById("order");
  const list = document.getElementById("pages");
  const count = document.getElementById("count");
  const more = document.getElementById("more");
  const STEP = 50;
  let found = [];
  let shown = 0;

  // Page text is hostile: it only ever becomes text nodes, with controls made visible.
  const unsafe = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  const safe = (text) =>
    String(text).replace(unsafe, (c) =>
      c === "\n" || c === "\t" ? " " : "\u27e8" + c.charCodeAt(0).toString(16).toUpperCase() + "\u27e9");
  const element = (name, className, text) => {
    const node = document.createElement(name);
    if (className) node.className = className;
    if (text !== undefined) {
      const bdi = document.createElement("bdi");
      bdi.textContent = safe(text);
      node.append(bdi);
    }
    return node;
  };

  const haystacks = new Array(rows.length);
  const haystack = (at) => {
    if (haystacks[at] === undefined) {
      const row = rows[at];
      const reasons = row.r.map((reason) => reason[0] + " " + reason[3].join(" ")).join(" ");
      haystacks[at] = (row.i + " " + row.t + " " + row.h + " " + row.k + " " + reasons).toLowerCase();
    }
    return haystacks[at];
  };

  const section = (evidence, title, items) => {
    if (!items.length) return;
    evidence.append(element("h3", "", title));
    const ul = document.createElement("ul");
    ul.append(...items);
    evidence.append(ul);
  };

  const fill = (details, row) => {
    const evidence = element("div", "evidence");
    if (row.e) evidence.append(element("p", "", row.e));
    section(evidence, "Reasons", row.r.map(([signal, value, weight, quotes]) => {
      const li = element("li", "", `${signal} = ${value}, weight +${weight}`);
      li.append(element("span", "meaning", " " + (meanings[signal] || "")));
      for (const quote of quotes) li.append(element("span", "quote", quote));
      return li;
    }));
    section(evidence, "Who it says it is from",
      row.c.map(([role, name]) => element("li", "", `${role}: ${name}`)));
    section(evidence, "Whose text it carries", row.o.map(([where, share, credited, older]) =>
      element("li", "", `${(100 * share).toFixed(0)} % of ${where}` +
        (credited ? ", credited" : ", not credited") + (older ? ", the other is older" : ""))));
    if (row.k) section(evidence, "Group of copies", [element("li", "", row.k)]);
    details.append(evidence);
  };

  const item = (row) => {
    const li = document.createElement("li");
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    summary.append(
      element("span", "score", row.s === null ? "–" : row.s.toFixed(3)),
      element("span", "label-" + row.l, row.l));
    const what = element("span", "what", row.t || "(no title)");
    what.append(element("span", "where", row.i));
    summary.append(what);
    details.append(summary);
    details.addEventListener("toggle", () => {
      if (details.open && details.children.length === 1) fill(details, row);
    });
    li.append(details);
    return li;
  };

  const show = () => {
    const part = document.createDocumentFragment();
    for (const at of found.slice(shown, shown + STEP)) part.append(item(rows[at]));
    list.append(part);
    shown = Math.min(shown + STEP, found.length);
    count.textContent = `${found.length.toLocaleString("en")} ${found.length === 1 ? "page" : "pages"}, ${shown.toLocaleString("en")} shown`;
    more.hidden = shown >= found.length;
  };

  const search = () => {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    found = [];
    for (let at = 0; at < rows.length; at++) {
      if (label.value && rows[at].l !== label.value) continue;
      if (words.every((word) => haystack(at).includes(word))) found.push(at);
    }
    if (order.value === "score") found.sort((a, b) => (rows[b].s ?? -1) - (rows[a].s ?? -1) || a - b);
    if (order.value === "host") found.sort((a, b) => (rows[a].h < rows[b].h ? -1 : rows[a].h > rows[b].h ? 1 : a - b));
    list.replaceChildren();
    shown = 0;
    show();
  };

  let timer = 0;
  query.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 120); });
  label.addEventListener("change", search);
  order.addEventListener("change", search);
  document.getElementById("filter").addEventListener("submit", (event) => { event.preventDefault(); search(); });
  more.addEventListener("click", show);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      query.focus();
    }
  });
  search();
})();
