"use strict";
// The page can be read without this: it filters long tables and lists, widens the drawing, and
// shows what a mark in the drawing stands for beside it.
(() => {
  const main = document.getElementById("main");
  const tools = (before, kind, label, act) => {
    const box = document.createElement("div");
    const name = document.createElement("label");
    const input = document.createElement("input");
    const count = document.createElement("output");
    box.className = "tools";
    input.type = kind;
    name.append(label, " ", input);
    box.append(name, count);
    before.before(box);
    input.addEventListener("input", () => act(input, count));
    return input;
  };

  const rowsOf = (area) => [...(area.querySelectorAll("tbody tr").length ? area.querySelectorAll("tbody tr") : area.children)];
  for (const area of document.querySelectorAll(".long")) {
    const rows = rowsOf(area);
    tools(area, "search", main.dataset.filter, (input, count) => {
      const wanted = input.value.trim().toLowerCase();
      for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
      const left = rows.filter((row) => !row.hidden).length;
      count.textContent = wanted === "" ? "" : left === 0 ? main.dataset.none : `${left} / ${rows.length}`;
    });
  }

  for (const chart of document.querySelectorAll(".chart")) {
    const drawing = chart.querySelector(".drawing");
    const area = chart.querySelector(".scroll");
    const tip = chart.querySelector(".tip");
    const zoom = tools(area, "range", main.dataset.zoom, (input) => {
      const middle = (area.scrollLeft + area.clientWidth / 2) / area.scrollWidth;
      drawing.style.setProperty("--zoom", input.value / 100);
      area.scrollLeft = middle * area.scrollWidth - area.clientWidth / 2;
    });
    zoom.min = 100;
    zoom.max = 1200;
    zoom.step = 50;
    zoom.value = 100;
    const hide = () => { tip.hidden = true; };
    for (const title of chart.querySelectorAll("a title")) {
      const mark = title.parentNode;
      const told = title.textContent;
      mark.setAttribute("aria-label", told);
      title.remove();
      const show = () => {
        tip.textContent = told;
        tip.hidden = false;
        const here = chart.getBoundingClientRect();
        const at = mark.getBoundingClientRect();
        const seen = area.getBoundingClientRect();
        const left = Math.max(at.left, seen.left) - here.left;
        tip.style.left = `${Math.max(0, Math.min(left, here.width - tip.offsetWidth))}px`;
        const above = at.bottom + tip.offsetHeight > window.innerHeight ? at.top > tip.offsetHeight : false;
        tip.style.top = `${(above ? at.top - tip.offsetHeight - 6 : at.bottom + 6) - here.top}px`;
      };
      mark.addEventListener("pointerenter", show);
      mark.addEventListener("focus", show);
      mark.addEventListener("pointerleave", hide);
      mark.addEventListener("blur", hide);
    }
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  }
})();
