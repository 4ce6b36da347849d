// What every page does: light and dark, the language that the document says it is in, the way past the navigation.
(() => {
  // Kept where the server can read them too, for the pages that run no script.
  const keep = (name, value) => {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `${name}=${value}; path=/; max-age=31536000; SameSite=Lax${secure}`;
  };
  const kept = (name) => document.cookie.match(new RegExp(`(?:^|; )${name}=([^;]*)`))?.[1];

  const actions = {
    theme() {
      keep("wence-theme", document.body.classList.toggle("dark") ? "dark" : "light");
    },
    skip(link, event) {
      const work = document.querySelector(link.getAttribute("href"));
      if (!work) return;
      event.preventDefault();
      work.tabIndex = -1;
      work.focus();
    },
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-action]");
    if (button) actions[button.dataset.action]?.(button, event);
  });

  document.addEventListener("change", (event) => {
    if (event.target.closest("#language")) keep("wence-language", event.target.value);
  });

  // The language of the page follows its header.
  function settle() {
    const locale = document.querySelector("[data-locale]")?.dataset.locale;
    if (locale && document.documentElement.lang !== locale) document.documentElement.lang = locale;
  }
  new MutationObserver(settle).observe(document.documentElement, {
    subtree: true,
    childList: true,
    attributeFilter: ["data-locale"],
  });

  // Gradio chooses light or dark when it starts; what the visitor chose comes after that.
  const chosen = kept("wence-theme");
  if (chosen) {
    const started = new MutationObserver(() => {
      if (!document.querySelector("[data-locale]")) return;
      document.body.classList.toggle("dark", chosen === "dark");
      started.disconnect();
    });
    started.observe(document.body, { subtree: true, childList: true });
  }
})();
