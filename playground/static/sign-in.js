// Sign-in pages follow the light or dark chosen on the playground's page, and think first of whose window it is there.
(function () {
  var kept = localStorage.getItem("playground.theme");
  var dark = kept ? kept === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  addEventListener("DOMContentLoaded", function () {
    var back = document.querySelector("form[data-posts-itself]");
    if (back) return back.submit();
    var form = document.querySelector("form[data-chosen='']");
    var user = localStorage.getItem("playground." + document.body.dataset.vendor + ".user");
    var row = form && user && form.querySelector('input[name="user"][value="' + CSS.escape(user) + '"]');
    if (row) row.checked = true;
  });
})();
