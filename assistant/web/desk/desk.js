// A section of the desk: links within it and its forms are sent to the server, whose answer takes its place.
// Gradio runs this with `element`, `trigger` and `watch` in scope.
const root = element;

// A session that has ended: the page cannot know before it asks.
if (!window.wenceAsks) {
  window.wenceAsks = window.fetch.bind(window);
  window.fetch = async (...given) => {
    const answer = await window.wenceAsks(...given);
    if (answer.status === 401 && new URL(answer.url).pathname.startsWith("/desk/")) {
      location.href = `/login?next=${encodeURIComponent(location.pathname + location.search)}`;
    }
    return answer;
  };
}

let held = null;
let waiting = null;
let typing = null;

function send(data) {
  clearTimeout(waiting);
  const active = document.activeElement;
  held = { id: root.contains(active) ? active.id : "", start: active?.selectionStart, isDeed: "deed" in data, opens: !!data.opens };
  root.setAttribute("aria-busy", "true");
  trigger("submit", { query: location.search, ...data });
}

function go(address, options = {}) {
  const target = new URL(address, location.href);
  history[options.replaces ? "replaceState" : "pushState"](null, "", target.pathname + target.search);
  send({ opens: !options.replaces });
}

function fieldsOf(form, button) {
  const given = {};
  for (const [name, value] of new FormData(form, button)) given[name] = String(value);
  return given;
}

function narrow(form) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fieldsOf(form))) if (value) query.set(name, value);
  go(`${location.pathname}?${query}`, { replaces: true });
}

root.addEventListener("click", (event) => {
  const row = event.target.closest("tr.opens");
  const link = event.target.closest("a[href]") || (!event.target.closest("button, summary, input, select") && !String(getSelection()) && row?.querySelector("a.opener"));
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || link.target || link.hasAttribute("download")) return;
  const target = new URL(link.href);
  if (target.origin !== location.origin) return;
  if (target.pathname !== location.pathname) {
    if (link.matches("a.opener") && event.target !== link) location.href = target;
    return;
  }
  event.preventDefault();
  go(link.href);
});

// A passage is taken over as the source and quote of an answer.
root.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill-quote]");
  if (!button) return;
  root.querySelector("#f-source").value = button.dataset.fillSource;
  const quote = root.querySelector("#f-quote");
  quote.value = button.dataset.fillQuote;
  quote.focus();
});

root.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  if ("live" in form.dataset) return narrow(form);
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  send({ deed: form.dataset.do, fields: fieldsOf(form, event.submitter) });
});

root.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-live]");
  if (!form) return;
  clearTimeout(typing);
  typing = setTimeout(() => narrow(form), event.target.matches("input[type=search]") ? 350 : 0);
});

root.addEventListener("reset", (event) => {
  event.preventDefault();
  go(location.pathname);
});

document.addEventListener("change", (event) => {
  if (event.target.closest("#language")) setTimeout(() => send({}), 0); // once the choice is kept
});
addEventListener("popstate", () => send({ opens: true }));

function settle() {
  root.removeAttribute("aria-busy");
  const heading = root.querySelector("h1")?.textContent;
  if (heading) document.title = `${heading} · 问策 Wence`;
  const sheet = root.querySelector(".sheet");
  if (!sheet) return;
  const address = sheet.dataset.address;
  if (held && address && address !== location.pathname + location.search) history.replaceState(null, "", address);
  const notice = held?.isDeed && root.querySelector(".notice");
  const same = held?.id && document.getElementById(held.id);
  if (notice) {
    notice.focus({ preventScroll: true });
    notice.scrollIntoView({ block: "nearest" });
  } else if (held?.opens) {
    scrollTo({ top: 0 });
    (same || root.querySelector("#up, h1"))?.focus({ preventScroll: true });
  } else if (same) {
    same.focus({ preventScroll: true });
    if (held.start != null && same.setSelectionRange && same.type !== "date") same.setSelectionRange(held.start, held.start);
  }
  held = null;
  const again = root.querySelector("[data-again]");
  clearTimeout(waiting);
  if (again) waiting = setTimeout(() => send({}), Number(again.dataset.again));
  root.querySelector(".side [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
}
watch("value", settle);
