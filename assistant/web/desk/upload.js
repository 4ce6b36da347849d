// Files that are dropped or chosen are sent one by one; then the section is told to take them in.
let files = null; // the list of what is being sent, kept over answers of the server
let sending = 0;

function named(file) {
  return (file.webkitRelativePath || file.name).split("/").pop();
}

async function entries(entry) {
  if (entry.isFile) return [await new Promise((done, lost) => entry.file(done, lost))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, lost) => reader.readEntries(done, lost));
    if (!some.length) break;
    for (const one of some) if (!one.name.startsWith(".")) found.push(...(await entries(one)));
  }
  return found;
}

function put(file, arrival, row, told) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    const bar = row.querySelector("progress");
    const end = (text, answer) => {
      bar.remove();
      row.querySelector("span").textContent = text;
      row.classList.toggle("lost", !answer);
      done(answer);
    };
    request.upload.onprogress = (event) => (bar.value = event.loaded / Math.max(event.total, 1));
    request.onload = () => {
      if (request.status === 401) location.href = `/login?next=${encodeURIComponent(location.pathname)}`;
      if (request.status === 200) end(told.sent, JSON.parse(request.responseText));
      else end(request.status === 413 ? told.large : told.lost, null);
    };
    request.onerror = () => end(told.lost, null);
    request.open("PUT", `/desk/arrivals/${arrival}`);
    request.setRequestHeader("X-Wence-Name", encodeURIComponent(named(file)));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.send(file);
  });
}

function row(file, told) {
  const line = document.createElement("li");
  const name = document.createElement("b");
  const state = document.createElement("span");
  const bar = document.createElement("progress");
  name.textContent = named(file);
  state.textContent = told.sending;
  bar.value = 0;
  line.append(name, bar, state);
  return line;
}

async function take(chosen) {
  const place = root.querySelector("[data-drop]");
  const given = [...chosen].filter((file) => !/^(\.|~\$)/.test(named(file)));
  if (!place || !given.length) return;
  const told = { ...place.dataset };
  const arrival = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!files || !sending) files = document.createElement("ul");
  show();
  sending += 1;
  const arrived = [];
  for (const file of given) {
    const line = row(file, told);
    files.prepend(line);
    const isLarge = file.size > Number(told.most) * 1048576;
    if (isLarge) line.querySelector("progress").remove();
    if (isLarge) line.querySelector("span").textContent = told.large;
    line.classList.toggle("lost", isLarge);
    const answer = isLarge ? null : await put(file, arrival, line, told);
    if (answer) {
      arrived.push(answer);
      line.remove();
    }
  }
  sending -= 1;
  if (arrived.length) send({ deed: "ingest", fields: { arrival, files: JSON.stringify(arrived) } });
}

function show() {
  const place = root.querySelector("[data-files]");
  if (place && files && files !== place) {
    files.dataset.files = "";
    files.setAttribute("role", "status");
    place.replaceWith(files);
  }
}

root.addEventListener("change", (event) => {
  if (!event.target.matches("[data-drop] input")) return;
  take([...event.target.files]);
  event.target.value = "";
});
for (const [name, isOver] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
  root.addEventListener(name, (event) => {
    const place = root.querySelector("[data-drop]");
    if (!place) return;
    event.preventDefault();
    place.classList.toggle("over", isOver);
  });
}
root.addEventListener("drop", async (event) => {
  if (!root.querySelector("[data-drop]")) return;
  const dropped = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!dropped.length) return take([...event.dataTransfer.files]);
  take((await Promise.all(dropped.map(entries))).flat());
});
addEventListener("beforeunload", (event) => sending && event.preventDefault());
watch("value", show);
