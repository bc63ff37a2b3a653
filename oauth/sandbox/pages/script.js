// Adds a copy button to each value that people copy. The pages work without it:
// the values can be selected and copied like any text.
for (const field of document.querySelectorAll("input[readonly], textarea[readonly]")) {
  if (!navigator.clipboard) break;
  const label = document.querySelector(`label[for="${field.id}"]`).textContent;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain copy";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy ${label}`);
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    status.textContent = "copied";
  });
  field.after(button, status);
}

// Filters the list of scopes by what is typed, and by "Hide unselected scopes".
const picker = document.querySelector("form.pick");
if (picker) {
  const search = picker.querySelector("[name=search]");
  const hide = picker.querySelector("[name=hide]");
  const rows = [...picker.querySelectorAll("tr.scope")];
  const filter = () => {
    const words = search.value.trim().toLowerCase();
    for (const row of rows) {
      const selected = row.querySelector("input").checked;
      row.hidden = !row.textContent.toLowerCase().includes(words) || (hide?.checked && !selected);
    }
    for (const section of picker.querySelectorAll("section")) {
      section.hidden = !section.querySelector("tr.scope:not([hidden])");
    }
    picker.querySelector(".none").hidden = rows.some((row) => !row.hidden);
  };
  search.addEventListener("input", filter);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it would save the form
  });
  hide?.addEventListener("change", filter);
}
