// The look-up: the address of the page says what is shown. Whatever a visitor does changes the address, and the page
// asks for the list that belongs to it.
(() => {
  const here = () => document.querySelector("#lookup");
  const box = () => document.querySelector("#lookup-query :is(input, textarea)");
  const wire = () => document.querySelector("#lookup-address :is(input, textarea)");
  const list = () => document.querySelector("#lookup-found .listing");
  const pause = 140; // ms without a key: shorter asks for every letter, longer is felt
  let timer = 0;
  let typing = false; // one entry of the history for what is typed in one go
  let focused = null;
  let toTop = false;
  const opened = new Set();

  function set(element, value) {
    element.value = value;
    element.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function ask() {
    const active = document.activeElement;
    focused = active?.closest("#lookup-facets, #lookup-found") ? identity(active) : null;
    if (wire()) set(wire(), location.search || "?");
  }

  // What had the focus, to find it again in the list that replaces this one.
  function identity(element) {
    if (element.name) return `[name="${CSS.escape(element.name)}"]` + (element.type === "checkbox" ? `[value="${CSS.escape(element.value)}"]` : "");
    if (element.matches("[data-go=page]")) return ".pager [aria-current]";
    return element.closest(".chosen, .ways") ? "#lookup-found .total" : null;
  }

  function go(search, { replace = false } = {}) {
    const now = location.search.replace(/^\?/, "");
    if (search === now) return;
    const target = location.pathname + (search ? `?${search}` : "");
    history.replaceState({ ...history.state, top: scrollY }, "");
    history[replace ? "replaceState" : "pushState"](null, "", target);
    ask();
  }

  function changed(change) {
    const parameters = new URLSearchParams(location.search);
    change(parameters);
    parameters.delete("page");
    return parameters.toString();
  }

  function typed() {
    clearTimeout(timer);
    const text = box().value.trim();
    const search = changed((parameters) => (text ? parameters.set("q", text) : parameters.delete("q")));
    const before = location.search;
    go(search, { replace: typing });
    if (location.search !== before) typing = true;
  }

  document.addEventListener("input", (event) => {
    if (!event.target.closest("#lookup-query") || event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(typed, pause);
  });
  document.addEventListener("compositionend", (event) => {
    if (event.target.closest("#lookup-query")) timer = setTimeout(typed, pause);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.closest("#lookup-query")) typing = false;
  });

  document.addEventListener("change", (event) => {
    const field = event.target;
    if (!field.closest("#lookup-facets, #lookup-found")) return;
    typing = false;
    if (field.type === "checkbox") {
      const ticked = [...document.querySelectorAll(`#lookup-facets [name="${CSS.escape(field.name)}"]:checked`)];
      go(changed((parameters) => {
        parameters.delete(field.name);
        ticked.forEach((one) => parameters.append(field.name, one.value));
      }));
    } else if (field.name) {
      if (field.type === "date" && field.value && !field.checkValidity()) return;
      go(changed((parameters) => (field.value ? parameters.set(field.name, field.value) : parameters.delete(field.name))));
    }
  });

  function drawer(open) {
    here().classList.toggle("narrowing", open);
    document.querySelector("#lookup-found .sieve")?.setAttribute("aria-expanded", String(open));
    const focus = open ? "#lookup-facets input" : "#lookup-found .sieve";
    document.querySelector(focus)?.focus();
  }

  document.addEventListener("click", (event) => {
    if (!here()) return;
    if (event.target.closest(".sieve")) return drawer(!here().classList.contains("narrowing"));
    if (event.target.closest("#lookup-facets .done")) return drawer(false);
    const folded = event.target.closest("#lookup-facets summary")?.parentElement;
    if (folded) return opened[folded.open ? "delete" : "add"](folded.dataset.key); // it has not been toggled yet
    const link = event.target.closest("#lookup a[data-go]");
    if (link && !(event.ctrlKey || event.metaKey || event.shiftKey || event.button)) {
      event.preventDefault();
      typing = false;
      toTop = link.dataset.go === "page";
      link.focus();
      return go(new URL(link.href).search.replace(/^\?/, ""));
    }
    // Where the list stood, for the way back from a document.
    if (event.target.closest("#lookup-found a")) history.replaceState({ ...history.state, top: scrollY }, "");
  });

  document.addEventListener("submit", (event) => {
    if (event.target.closest("#lookup")) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (!here()) return;
    if (event.key === "Enter" && event.target.closest("#lookup-query") && !event.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      typed();
      typing = false;
    }
    if (event.key !== "Escape") return;
    if (here().classList.contains("narrowing")) drawer(false);
    else if (event.target.closest("#lookup-query") && box().value) set(box(), "");
  }, true);

  addEventListener("popstate", () => {
    if (!here()) return;
    typing = false;
    fill();
    restore = history.state?.top ?? 0;
    ask();
  });

  const asked = () => new URLSearchParams(location.search).get("q") ?? "";

  function fill() {
    clearTimeout(timer);
    if (!box() || box().value.trim() === asked()) return;
    set(box(), asked());
    clearTimeout(timer); // the address says so already
  }

  // Gradio changes the old list into the new one piece by piece: what a visitor has ticked or opened would stay at its
  // place in the page, whatever is there now.
  function settle(facets) {
    facets.querySelectorAll("[type=checkbox]").forEach((one) => (one.checked = one.hasAttribute("checked")));
    facets.querySelectorAll("details").forEach((one) => {
      if (opened.has(one.dataset.key)) one.open = true;
    });
  }

  // The first list of a page that was opened by its address, and what comes after each new one.
  let restore = history.state?.top ?? null;
  let filled = false;
  const seen = {};
  function isNew(element, name) {
    if (!element || seen[name] === element.dataset.query) return false;
    seen[name] = element.dataset.query;
    return true;
  }
  new MutationObserver(() => {
    if (!here()) return;
    if (!filled && box()) {
      filled = true;
      if (!box().value) fill();
    }
    const facets = document.querySelector("#lookup-facets .facets");
    if (isNew(facets, "facets")) settle(facets);
    const found = list();
    if (!isNew(found, "list")) return;
    document.title = found.dataset.title;
    const order = found.querySelector("select[name=sort]");
    if (order) order.value = order.querySelector("[selected]")?.value ?? order.value;
    if (toTop) scrollTo({ top: 0 });
    else if (restore !== null) scrollTo({ top: restore });
    toTop = false;
    restore = null;
    requestAnimationFrame(() => {
      if (focused) document.querySelector(focused)?.focus({ preventScroll: true });
      focused = null;
    });
  }).observe(document.documentElement, { subtree: true, childList: true, attributeFilter: ["data-query"] });
})();
