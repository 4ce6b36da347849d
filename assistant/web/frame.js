// What every page does: light and dark, and the language that the document says it is in.
(() => {
  const actions = {
    theme() {
      const dark = document.body.classList.toggle("dark");
      localStorage.setItem("wence-theme", dark ? "dark" : "light");
    },
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-action]");
    if (button) actions[button.dataset.action]?.();
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
  const chosen = localStorage.getItem("wence-theme");
  if (chosen) {
    const started = new MutationObserver(() => {
      if (!document.querySelector("[data-locale]")) return;
      document.body.classList.toggle("dark", chosen === "dark");
      started.disconnect();
    });
    started.observe(document.body, { subtree: true, childList: true });
  }
})();
