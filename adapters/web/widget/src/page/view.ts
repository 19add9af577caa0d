/**
 * The agent's page with what a customer filled in: copies a value, counts down, and takes the values out of the page when
 * their time is over, or when the page is left: going back shows nothing.
 */
const values = document.getElementById("values");
const left = document.getElementById("left");

function hide(): void {
  values?.remove();
  document.getElementById("over")?.removeAttribute("hidden");
}

if (values) {
  const until = Date.now() + Number(values.dataset.seconds) * 1000;
  const timer = window.setInterval(() => {
    const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1000));
    if (left) left.textContent = String(seconds);
    if (seconds === 0) {
      window.clearInterval(timer);
      hide();
    }
  }, 250);
  addEventListener("pagehide", hide);
  values.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button.copy");
    const value = button?.parentElement?.querySelector(".value");
    if (button && value) {
      void navigator.clipboard.writeText(value.textContent ?? "").then(
        () => (button.textContent = "Copied"),
        () => (button.textContent = "Select it and copy"),
      );
    }
  });
}
