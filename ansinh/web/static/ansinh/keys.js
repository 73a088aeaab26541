// A passkey that did not work is said on the page; without script the forms that need one stay hidden.
document.documentElement.classList.add("has-script");
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const said = document.getElementById("key_error");
  if (said) said.hidden = false;
});
