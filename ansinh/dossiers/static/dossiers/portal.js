// What makes the wizard quicker; without this file every page works the same.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  const said = document.getElementById("upload-said");
  for (const input of document.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => {
      if (said) said.textContent = [...input.files].map((file) => file.name).join(", ");
    });
  }
})();
