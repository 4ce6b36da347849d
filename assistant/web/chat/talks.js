// Kept conversations: the list at the side, what can be done with an answer, and which conversation a tab has open.
window.wence ??= {};
(() => {
  const OPEN = "wence-conversation", SHOWN = "wence-talks", WIDE = matchMedia("(min-width: 1400px)");
  const root = document.documentElement;

  // Which conversation this tab has open: each tab has its own, also after it is loaded again.
  wence.kept = () => sessionStorage.getItem(OPEN) ?? "";
  wence.keep = (key) => {
    if (key) sessionStorage.setItem(OPEN, key);
    else sessionStorage.removeItem(OPEN);
    mark();
  };
  wence.restored = () => root.classList.remove("restoring");
  if (wence.kept()) root.classList.add("restoring");

  // The list is open beside the chat where there is room, and laid over it where there is not.
  function show(open) {
    document.querySelector("#work")?.classList.toggle("talks-open", open);
    if (WIDE.matches) localStorage.setItem(SHOWN, open ? "open" : "closed");
    settle();
  }
  const isOpen = () => document.querySelector("#work")?.classList.contains("talks-open") ?? false;
  const fit = () => show(WIDE.matches && localStorage.getItem(SHOWN) !== "closed");
  WIDE.addEventListener("change", fit);
  function yield_() {
    if (!WIDE.matches && isOpen()) show(false);
  }

  // The list comes from the server in its own time, so the page itself marks what it has open.
  function mark() {
    const key = wence.kept();
    let title = "";
    document.querySelectorAll("#history li").forEach((item) => {
      const button = item.querySelector(".open");
      const here = item.dataset.id === key;
      if (here) title = button.title;
      if (here !== button.hasAttribute("aria-current")) button.toggleAttribute("aria-current", here);
      if (here) button.setAttribute("aria-current", "true");
    });
    const shown = document.querySelector("#history .open-title");
    if (shown && shown.textContent !== title) shown.textContent = title;
  }

  function settle() {
    mark();
    const fold = document.querySelector("#history .fold");
    if (!fold) return;
    const label = isOpen() ? fold.dataset.hide : fold.dataset.show;
    if (fold.getAttribute("aria-label") === label) return;
    fold.setAttribute("aria-label", label);
    fold.title = label;
    fold.setAttribute("aria-expanded", String(isOpen()));
  }

  // One item of the list shows at most one of: its menu, its name as a field, the question whether to delete it.
  function part(item, name) {
    document.querySelectorAll("#history li").forEach((other) => {
      for (const piece of ["menu", "name", "sure"]) {
        other.querySelector(`.${piece}`).hidden = !(other === item && piece === name);
      }
      other.querySelector(".line").hidden = other === item && name === "name";
      other.querySelector(".more").setAttribute("aria-expanded", String(other === item && name === "menu"));
    });
  }

  wence.history = (element, trigger) => {
    new MutationObserver(settle).observe(element, { subtree: true, childList: true });
    fit();
    element.addEventListener("click", (event) => {
      const button = event.target.closest("button, a");
      const item = event.target.closest("li");
      const deed = [...(button?.classList ?? [])].find((name) => name in deeds);
      if (deed) deeds[deed](item, button, trigger);
      if (event.target.closest(".menu a")) setTimeout(() => part(null));
    });
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      rename(event.target.closest("li"), trigger);
    });
    element.addEventListener("focusout", (event) => {
      if (event.target.matches(".name input")) part(null);
    });
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      const item = event.target.closest("li");
      const was = item && !["menu", "name", "sure"].every((name) => item.querySelector(`.${name}`).hidden);
      part(null);
      if (was) item.querySelector(".more").focus();
      else if (!WIDE.matches) { show(false); document.querySelector("#history .fold")?.focus(); }
    });
  };

  function rename(item, trigger) {
    const title = item.querySelector("input").value;
    part(null);
    if (title.trim()) trigger("edit", { id: item.dataset.id, title });
  }

  const deeds = {
    fold: () => show(!isOpen()),
    begin: () => {
      yield_();
      document.querySelector("#new")?.click();
      wence.write();
    },
    open: (item, _button, trigger) => {
      part(null);
      yield_();
      trigger("select", { id: item.dataset.id });
    },
    more: (item, button) => part(item, button.getAttribute("aria-expanded") === "true" ? null : "menu"),
    rename: (item) => {
      part(item, "name");
      item.querySelector("input").select();
    },
    delete: (item) => {
      part(item, "sure");
      item.querySelector(".no").focus();
    },
    yes: (item, _button, trigger) => trigger("delete", { id: item.dataset.id }),
    no: (item) => {
      part(null);
      item.querySelector(".more").focus();
    },
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("#history") || WIDE.matches) return;
    if (isOpen()) show(false);
  });

  // What can be done with an answer. Its buttons have nothing but their classes to say what they are.
  wence.acts = (trigger) => {
    document.addEventListener("click", (event) => {
      const button = event.target.closest("#chat button.act");
      if (!button) return;
      const turn = Number(button.className.match(/\bof-(\d+)\b/)?.[1]);
      if (button.classList.contains("copy")) copy(turn, button);
      if (button.classList.contains("up")) trigger("like", { turn, helpful: true });
      if (button.classList.contains("down")) trigger("like", { turn, helpful: false });
      if (button.classList.contains("again")) trigger("retry", {});
      if (button.classList.contains("amend")) trigger("edit", {});
    });
  };

  wence.write = () => setTimeout(() => document.querySelector("#question textarea")?.focus(), 50);
  wence.explain = () => setTimeout(() => document.querySelector("#opinion input")?.focus(), 50);

  // Outside https and this very machine, browsers have no clipboard for scripts; a copy event does without.
  function copy(turn, button) {
    const told = document.querySelector(`.copies template[data-turn="${turn}"]`)?.content.textContent;
    if (told === undefined) return;
    const done = () => say(button);
    if (navigator.clipboard && isSecureContext) navigator.clipboard.writeText(told).then(done, () => byEvent(told) && done());
    else if (byEvent(told)) done();
  }

  function byEvent(told) {
    const put = (event) => {
      event.clipboardData.setData("text/plain", told);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    document.addEventListener("copy", put, { capture: true, once: true });
    const worked = document.execCommand("copy");
    document.removeEventListener("copy", put, { capture: true });
    return worked;
  }

  function say(button) {
    const label = button.querySelector("span");
    const said = document.querySelector(".copies")?.dataset.copied;
    if (!label || !said || label.dataset.was) return;
    const was = label.textContent;
    label.dataset.was = was;
    label.textContent = said;
    button.classList.add("done");
    button.setAttribute("aria-live", "polite");
    setTimeout(() => {
      label.textContent = was;
      delete label.dataset.was;
      button.classList.remove("done");
    }, 2000);
  }
})();
