"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  root.classList.add("js");

  // Language and theme.
  const press = (name, value) =>
    all(`[data-switch="${name}"] button`).forEach((button) =>
      button.setAttribute("aria-pressed", String(button.value === value)));
  const language = (value) => {
    root.lang = root.dataset.lang = value;
    const title = one("title");
    document.title = value === "zh" ? title.dataset.zh : title.dataset.en;
    press("lang", value);
    count();
  };
  const theme = (value) => {
    root.dataset.theme = value;
    press("theme", value);
  };
  const on = (name, change) =>
    one(`[data-switch="${name}"]`).addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) change(button.value);
    });
  on("lang", language);
  on("theme", theme);

  // Sorting: figures from the greatest, names from the first; an empty cell is last either way.
  const body = one(".overview tbody");
  const heads = all(".overview thead th");
  const key = (row, column) => {
    const cell = row.cells[column];
    return column === 0 ? cell.textContent : cell.dataset.v === "" ? null : Number(cell.dataset.v);
  };
  const sort = (column) => {
    const was = heads[column].getAttribute("aria-sort");
    const first = column === 0 ? "ascending" : "descending";
    const second = column === 0 ? "descending" : "ascending";
    const order = was === first ? second : first;
    const sign = order === "ascending" ? 1 : -1;
    heads.forEach((head, at) => head.setAttribute("aria-sort", at === column ? order : "none"));
    const by = new Intl.Collator("zh-CN", { numeric: true });
    const keyed = [...body.rows].map((row) => [key(row, column), row]);
    keyed.sort(([a], [b]) => {
      if (a === null || b === null) return (a === null) - (b === null);
      return sign * (column === 0 ? by.compare(a, b) : a - b);
    });
    body.append(...keyed.map(([, row]) => row));
  };
  heads.forEach((head, column) => head.querySelector("button").addEventListener("click", () => sort(column)));

  // Searching: in everything that a form and its findings say, in both languages.
  const rows = [...body.rows].map((row) => ({ row, section: document.getElementById(row.dataset.of), text: null }));
  const said = (entry) => {
    entry.text ??= all("h3, .form tr:not(.why), .findings", entry.section)
      .map((part) => part.textContent).join("\n").toLowerCase();
    return entry.text;
  };
  const search = one("#search");
  const only = one("#only");
  const count = () => {
    const shown = rows.filter(({ row }) => !row.hasAttribute("data-out")).length;
    one("#count").textContent = `${shown} / ${rows.length}`;
    one("#overview").classList.toggle("none", shown === 0);
  };
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    rows.forEach((entry) => {
      const out = (only.checked && !entry.row.classList.contains("found"))
        || !words.every((word) => said(entry).includes(word));
      entry.row.toggleAttribute("data-out", out);
      entry.section.toggleAttribute("data-out", out);
    });
    count();
  };
  let waiting;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  only.addEventListener("change", filter);

  // Unfolding: one calculation by its score, or all that are shown.
  one("#projects").addEventListener("click", (event) => {
    const score = event.target.closest("td.score");
    const details = score?.parentElement.nextElementSibling?.querySelector("details");
    if (details) details.open = !details.open;
  });
  const unfold = one("#unfold");
  unfold.addEventListener("click", () => {
    const open = unfold.getAttribute("aria-pressed") !== "true";
    unfold.setAttribute("aria-pressed", String(open));
    all(".project:not([data-out]) details").forEach((details) => { details.open = open; });
  });

  // A dot of the chart leads to its project.
  all("circle[data-of]").forEach((dot) =>
    dot.addEventListener("click", () => { location.hash = dot.dataset.of; }));

  language(root.dataset.lang);
  press("theme", matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
})();
