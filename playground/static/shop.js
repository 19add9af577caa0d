// The shop stands on the playground's own origin and follows the light or dark chosen there.
(function () {
  var kept = localStorage.getItem("playground.theme");
  var dark = kept ? kept === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
