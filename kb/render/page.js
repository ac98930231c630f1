"use strict";
(function () {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const table = byId("table");
  const head = table.tHead.rows[0];
  const rows = Array.from(table.tBodies).flatMap((b) => Array.from(b.rows));
  const fields = rows.filter((r) => r.dataset.row);
  const picks = Array.from(document.querySelectorAll("#picks input"));
  const shows = Array.from(document.querySelectorAll("#rows input"));
  const said = byId("said");
  root.classList.add("js");

  const order = byId("order");
  const atFirst = picks.map((p) => p.value);

  function say(words) { said.textContent = words; }
  function nameOf(id) { return head.querySelector('[data-id="' + id + '"]').dataset.name; }
  function counted(count, one, many) { return count + " " + (count === 1 ? one : many); }
  function cellsOf(id) {
    return [head, ...fields].map((r) => r.querySelector('[data-id="' + id + '"]'));
  }
  function pickedIds() {
    return Array.from(head.querySelectorAll("[data-id]"))
      .map((c) => c.dataset.id)
      .filter((id) => picks.find((p) => p.value === id).checked);
  }
  function showColumns() {
    for (const pick of picks) {
      for (const cell of cellsOf(pick.value)) cell.hidden = !pick.checked;
    }
    const count = pickedIds().length;
    for (const cell of table.querySelectorAll("tr.section th")) cell.colSpan = count + 1;
    byId("count").textContent = count + " picked";
    showBetween();
  }
  function showRows() {
    const words = byId("filter").value.trim().toLowerCase();
    const ids = new Set(pickedIds());
    let shown = 0;
    for (const row of fields) {
      const box = shows.find((b) => b.value === row.dataset.row);
      const text = Array.from(row.cells)
        .filter((c) => !c.dataset.id || ids.has(c.dataset.id))
        .map((c) => c.textContent.toLowerCase()).join(" ");
      const fits = !words || text.includes(words);
      row.hidden = !((box ? box.checked : true) && fits) ;
      if (row.hasAttribute("data-kept") && !words) row.hidden = false;
      if (!row.hidden) shown += 1;
    }
    for (const part of table.tBodies) {
      const inside = Array.from(part.rows).filter((r) => r.dataset.row);
      part.rows[0].hidden = inside.every((r) => r.hidden);
    }
    if (words) say(counted(shown, "row holds", "rows hold") + " “" + words + "”.");
  }
  function showBetween() {
    const ids = new Set(pickedIds());
    const has = (words) => words.split(" ").filter((id) => ids.has(id));
    let shown = 0;
    for (const item of document.querySelectorAll("#between li")) {
      const one = has(item.dataset.one), other = has(item.dataset.other);
      item.hidden = !one.some((a) => other.some((b) => a !== b));
      if (!item.hidden) shown += 1;
    }
    for (const part of document.querySelectorAll("#between .group")) {
      part.hidden = !part.querySelector("li:not([hidden])");
    }
    const none = byId("between-none");
    if (none) none.hidden = shown > 0;
  }
  function reorder(ids, words, button) {
    order.textContent = words;
    for (const other of table.querySelectorAll("button.sort")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
    for (const row of [head, ...fields]) {
      for (const id of ids) row.append(row.querySelector('[data-id="' + id + '"]'));
    }
  }
  function names() {
    const all = picks.map((p) => p.value);
    all.sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
    reorder(all, "In alphabetical order.");
    forget();
    say("In alphabetical order.");
  }
  function forget() {
    for (const row of fields) delete row.dataset.order;
  }
  function differing(keys) {
    return Object.keys(keys[0]).filter((k) => new Set(keys.map((s) => s[k])).size > 1);
  }
  function sortBy(row) {
    const label = row.cells[0].dataset.label;
    const ids = pickedIds();
    const found = ids.map((id) => {
      const cell = row.querySelector('[data-id="' + id + '"]');
      return { id, key: cell.dataset.sort ? JSON.parse(cell.dataset.sort) : null };
    });
    const known = found.filter((f) => f.key);
    if (known.length < 2) {
      say("Not put in order by " + label + ": fewer than two picked treatments have a single number there.");
      return;
    }
    const wrong = differing(known.map((f) => f.key.scale));
    if (wrong.length) {
      say("Not put in order by " + label + ": " + wrong.join(", ") + " differ" + (wrong.length === 1 ? "s." : "."));
      return;
    }
    const up = row.dataset.order !== "up";
    forget();
    row.dataset.order = up ? "up" : "down";
    known.sort((a, b) => (up ? 1 : -1) * (a.key.value - b.key.value));
    const none = found.filter((f) => !f.key);
    const words = "By " + label + ", " + (up ? "lowest" : "highest") + " first" +
      (none.length ? "; " + none.length + " without a value last." : ".");
    reorder([...known, ...none].map((f) => f.id), words, row.querySelector("button.sort"));
    say(words);
  }
  function narrowPicks() {
    const words = byId("find").value.trim().toLowerCase();
    for (const pick of picks) {
      pick.closest("label").hidden = Boolean(words) && !pick.dataset.words.includes(words);
    }
    const left = picks.filter((pick) => !pick.closest("label").hidden).length;
    if (words) say(counted(left, "treatment has", "treatments have") + " “" + words + "” in a name.");
  }

  for (const pick of picks) pick.addEventListener("change", () => {
    showColumns();
    showRows();
    say(nameOf(pick.value) + (pick.checked ? " shown; " : " hidden; ") + byId("count").textContent + ".");
  });
  for (const box of shows) box.addEventListener("change", () => {
    showRows();
    say(box.parentElement.textContent + (box.checked ? " shown." : " hidden."));
  });
  byId("find").addEventListener("input", narrowPicks);
  byId("filter").addEventListener("input", showRows);
  byId("alphabet").addEventListener("click", names);
  byId("print").addEventListener("click", () => window.print());
  byId("reset").addEventListener("click", () => {
    for (const pick of picks) pick.checked = pick.defaultChecked;
    for (const box of shows) box.checked = true;
    byId("filter").value = "";
    byId("find").value = "";
    narrowPicks(); showColumns(); showRows(); forget();
    reorder(atFirst, "Order as asked.");
    say("As at first.");
  });
  for (const row of fields) {
    const sort = row.querySelector("button.sort");
    if (sort) sort.addEventListener("click", () => sortBy(row));
    const hide = row.querySelector("button.hide");
    if (hide) hide.addEventListener("click", () => {
      const box = shows.find((b) => b.value === row.dataset.row);
      box.checked = false;
      showRows();
      say(row.cells[0].dataset.label + " hidden. Bring it back under “Rows”.");
      byId("rows-summary").focus();
    });
  }
  showColumns();
  showRows();
})();
