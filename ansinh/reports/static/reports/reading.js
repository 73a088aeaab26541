// The reading desk by keyboard: the number in hand follows in the document, the table and the panel. Without this file every act
// still works: numbers are links, acts are forms.
(() => {
  "use strict";
  const desk = document.querySelector(".reading-desk");
  if (!desk) return;
  const byId = (id) => document.getElementById(id);
  const narrow = matchMedia("(max-width: 62rem)");
  let inHand = byId("panel")?.dataset.claim || "";
  let waitingKey = "";

  // Scroll only the box it is in, never the page away from the reader.
  function show(box, element) {
    if (!box || !element) return;
    const outer = box.getBoundingClientRect(), inner = element.getBoundingClientRect();
    const isSeen = outer.top + 120 < innerHeight && outer.bottom > 120;
    const top = isSeen ? Math.max(outer.top, 0) : outer.top, bottom = isSeen ? Math.min(outer.bottom, innerHeight) : outer.bottom;
    if (inner.top < top + 60 || inner.bottom > bottom - 60)
      box.scrollBy({ top: inner.top - top - (bottom - top) / 3, behavior: "instant" });
  }

  function light(claim) {
    document.querySelectorAll(".mark.is-in-hand").forEach((mark) => mark.classList.remove("is-in-hand"));
    document.querySelectorAll("#claims tr[aria-current]").forEach((row) => row.removeAttribute("aria-current"));
    inHand = claim;
    const mark = byId(`dau-${claim}`), row = byId(`so-${claim}`);
    if (mark) { mark.classList.add("is-in-hand"); show(desk.querySelector(".document"), mark); }
    if (row) { row.setAttribute("aria-current", "true"); show(row.closest(".claims-wrap"), row); }
  }

  function take(claim) {
    const row = byId(`so-${claim}`);
    if (!row) return false;
    light(claim);
    if (narrow.matches) byId("panel").scrollIntoView({ block: "start" });
    htmx.ajax("GET", row.dataset.panel, { target: "#panel", swap: "outerHTML" });
    return true;
  }

  function step(by) {
    const rows = [...document.querySelectorAll("#claims tr")];
    const at = rows.findIndex((row) => row.dataset.claim === inHand) + by;
    if (rows[at]) take(rows[at].dataset.claim);
    else if (by > 0) byId("next-part")?.click();
  }

  function press(key) {
    const panel = byId("panel");
    if (panel.dataset.claim !== inHand) { waitingKey = key; return; }
    const found = panel.querySelector(`[data-key="${key}"]`);
    if (!found) return;
    if (found.tagName !== "SUMMARY") { found.click(); return; }
    found.parentElement.open = true;
    const field = found.parentElement.querySelector("input:not([type=hidden], [type=checkbox])");
    field?.focus();
    field?.select?.();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input, select, textarea");
    if (typing) {
      if (event.key === "Escape") { typing.blur(); event.preventDefault(); }
      return;
    }
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
    else if ("aremu".includes(key) && key.length === 1) press(key);
    else if (key === "n") addSelected();
    else return;
    event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const row = event.target.closest("#claims tr");
    const named = event.target.closest(".mark, .jump") || (row && !event.target.closest("a") ? row : null);
    if (named && take(named.dataset.claim)) event.preventDefault();
    else if (row && event.target.closest("a")) light(row.dataset.claim);
  });

  // What the server puts into the panel decides which number is in hand.
  document.addEventListener("htmx:after:swap", () => {
    const panel = byId("panel");
    if (!panel || !panel.dataset.claim) return;
    if (waitingKey && panel.dataset.claim === inHand) { const key = waitingKey; waitingKey = ""; press(key); return; }
    if (!waitingKey) light(panel.dataset.claim);
  });

  // Words selected in the document become a number the reader missed.
  const offer = document.createElement("button");
  offer.type = "button";
  offer.className = "btn btn-sm btn-primary add-floating";
  offer.textContent = desk.dataset.addWords;
  offer.hidden = true;
  document.body.append(offer);

  function selected() {
    const chosen = getSelection();
    const start = chosen.rangeCount ? chosen.getRangeAt(0).startContainer.parentElement : null;
    const block = start?.closest?.(".document [data-start]");
    const text = chosen.toString().trim();
    return block && text && text.length <= 200 && /\d/.test(text) ? { text, near: block.dataset.start, chosen } : null;
  }

  function addSelected() {
    const found = selected();
    if (!found || !desk.dataset.add) return;
    const asked = new URLSearchParams({ chu: found.text, "gan-cho": found.near });
    offer.hidden = true;
    htmx.ajax("GET", `${desk.dataset.add}?${asked}`, { target: "#panel", swap: "outerHTML" });
  }

  offer.addEventListener("mousedown", (event) => event.preventDefault());
  offer.addEventListener("click", addSelected);
  document.addEventListener("selectionchange", () => {
    const found = desk.dataset.add ? selected() : null;
    offer.hidden = !found;
    if (!found) return;
    const at = found.chosen.getRangeAt(0).getBoundingClientRect();
    offer.style.left = `${Math.max(8, at.left + scrollX)}px`;
    offer.style.top = `${at.bottom + scrollY + 6}px`;
  });

  if (inHand) light(inHand);
})();
