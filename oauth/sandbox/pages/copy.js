// Adds a copy button to each value that is there to be carried elsewhere. The
// pages work without it: the values can be selected and copied as any text.
for (const field of document.querySelectorAll("input[readonly], textarea[readonly]")) {
  if (!navigator.clipboard) break;
  const label = document.querySelector(`label[for="${field.id}"]`).textContent;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain copy";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy ${label}`);
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    said.textContent = "copied";
  });
  field.after(button, said);
}
