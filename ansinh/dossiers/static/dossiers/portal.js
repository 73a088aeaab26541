// What makes the wizard quicker; without this file every page works the same.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  // A button pressed twice sends once.
  for (const form of document.querySelectorAll(".wizard form")) {
    let isSent = false;
    form.addEventListener("submit", (event) => {
      if (isSent) event.preventDefault();
      isSent = true;
    });
  }
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
  const said = document.getElementById("upload-said");
  for (const input of document.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => {
      if (said) said.textContent = [...input.files].map((file) => file.name).join(", ");
    });
  }
})();
