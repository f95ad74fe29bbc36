"use strict";
// Stepping through the changes; without this file the page can be read all the same.
(() => {
  const $ = (selector) => document.querySelector(selector);
  const bar = $(".bar"), count = $("#count"), help = $("#help");
  const every = [...document.querySelectorAll("[data-change]")];
  let current = null, mode = "side", seen = null;

  // What can be stepped to: not what is folded away or hidden with the pages.
  const shown = () => (seen ??= every.filter((change) => change.getClientRects().length > 0));

  const tell = () => {
    const list = shown();
    const place = current ? list.indexOf(current) + 1 : 0;
    count.textContent = `${place}/${list.length}`;
    $('[data-do="previous"]').disabled = place <= 1;
    $('[data-do="next"]').disabled = place === list.length;
  };

  const choose = (change) => {
    if (change === current) return;
    if (current) current.removeAttribute("aria-current");
    current = change;
    if (current) {
      current.setAttribute("aria-current", "true");
      const part = current.closest(".paper-part");
      for (const link of document.querySelectorAll(".contents a")) {
        const here = part ? link.hash === `#${part.id}` : link.hash.endsWith("-steps");
        if (here && (part || link.hash === `#${current.id.split("-")[0]}-steps`)) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    }
    tell();
  };

  const reveal = () => {
    if (!current) return;
    const tall = current.offsetHeight > window.innerHeight - 160;
    current.scrollIntoView({ block: tall ? "start" : "center", behavior: "instant" });
  };

  const go = (by) => {
    const list = shown();
    if (!list.length) return;
    const at = current ? list.indexOf(current) : -1;
    const next = list[Math.min(Math.max(at + by, 0), list.length - 1)];
    choose(next);
    next.focus({ preventScroll: true });
    reveal();
  };

  // An arrow scrolls within a change that is higher than the window, and steps at its end.
  const arrow = (by) => {
    const box = current && current.getBoundingClientRect();
    const inside = box && box.bottom > 0 && box.top < window.innerHeight;
    if (inside && by > 0 && box.bottom > window.innerHeight - 60) return false;
    if (inside && by < 0 && box.top < 0) return false;
    go(by);
    return true;
  };

  const show = (wanted) => {
    mode = wanted;
    for (const radio of document.querySelectorAll(`.modes input[value="${mode}"]`)) radio.checked = true;
    $('[data-do="overlay"]').setAttribute("aria-pressed", String(mode === "overlay"));
    $('[data-do="blink"]').setAttribute("aria-pressed", String(mode === "old" || mode === "new"));
    reveal();
  };

  const text = () => {
    const on = document.body.classList.toggle("text-only");
    seen = null;
    $('[data-do="text"]').setAttribute("aria-pressed", String(on));
    if (current && !shown().includes(current)) choose(null);
    tell();
    reveal();
  };

  const acts = {
    next: () => go(1),
    previous: () => go(-1),
    overlay: () => show(mode === "overlay" ? "side" : "overlay"),
    blink: () => show(mode === "old" ? "new" : "old"),
    side: () => show("side"),
    text,
    help: () => (help.open ? help.close() : help.showModal()),
  };
  const keys = { j: "next", n: "next", k: "previous", p: "previous", o: "overlay", b: "blink", s: "side", t: "text", "?": "help" };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (help.open && event.key !== "?") return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (event.shiftKey || event.target.matches("input")) return;
      if (arrow(event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
      return;
    }
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    acts[act]();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) acts[button.dataset.do]();
    else if (event.target.closest("[data-change]")) choose(event.target.closest("[data-change]"));
  });

  document.addEventListener("focusin", (event) => {
    const change = event.target.closest("[data-change]");
    if (change) choose(change);
  });

  const follow = () => {
    const aim = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (aim && aim.matches("[data-change]")) {
      choose(aim);
      aim.focus({ preventScroll: true });
    }
  };
  window.addEventListener("hashchange", follow);

  if (window.matchMedia("(max-width: 60rem)").matches) {
    const contents = $(".contents details");
    if (contents) contents.open = false;
  }
  if (every.length) {
    document.body.classList.add("steps-on");
    bar.hidden = false;
  }
  tell();
  follow();
})();
