// The switch for the colours. theme.js applies what was chosen before.

export function offerThemes() {
  const root = document.documentElement;
  for (const input of document.querySelectorAll("input[name=theme]")) {
    input.checked = input.value === (root.dataset.theme ?? "system");
    input.addEventListener("change", () => {
      if (input.value === "system") {
        delete root.dataset.theme;
        localStorage.removeItem("theme");
      } else {
        root.dataset.theme = input.value;
        localStorage.setItem("theme", input.value);
      }
    });
  }
}
