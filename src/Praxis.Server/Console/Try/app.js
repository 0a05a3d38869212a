"use strict";
const by = id => document.getElementById(id);
const [endpoint, text, answer, problem] = ["endpoint", "text", "answer", "problem"].map(by);

async function read(response) {
  const body = await response.json();
  if (!response.ok) throw new Error((body.problems ?? []).map(p => p.found + (p.where ? ` (${p.where})` : "")).join("; ") || body.title);
  return body;
}

function fail(error) {
  answer.hidden = true;
  problem.hidden = false;
  problem.textContent = error.message;
}

// A model of several columns is asked with an object of them, one of a single column with a text.
let columns = [];
const instance = () => columns.length > 1 ? JSON.parse(text.value) : text.value;

// A quoted shell word: every ' ends the quotes, stands escaped, and begins them again.
function showCurl() {
  let asked = text.value;
  try { asked = instance(); } catch { /* half typed */ }
  const body = JSON.stringify({ instances: [asked] }).replaceAll("'", "'\\''");
  by("curl").textContent = `curl -s ${location.origin}/endpoints/${endpoint.value}/invocations -H 'Content-Type: application/json' -d '${body}'`;
}

async function choose() {
  const about = await read(await fetch(`/endpoints/${encodeURIComponent(endpoint.value)}`));
  columns = about.columns ?? [];
  by("about").textContent = `${about.name} answers with ${about.model}:${about.modelVersion}: ${about.labels.join(", ")}.`
    + (columns.length > 1 ? ` It reads an object of ${columns.map(column => `${column.name} (${column.kind.toLowerCase()})`).join(", ")}.` : "");
  if ((!text.value || columns.length > 1) && about.sampleText) text.value = about.sampleText;
  answer.hidden = true;
  showCurl();
}

async function predict(event) {
  event.preventDefault();
  problem.hidden = true;
  try {
    const begin = performance.now();
    const response = await fetch(`/endpoints/${encodeURIComponent(endpoint.value)}/invocations`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ instances: [instance()] }),
    });
    const { label, probability, probabilities } = (await read(response)).predictions[0];
    by("took").textContent = `Answered in ${(performance.now() - begin).toFixed(0)} ms.`;
    by("verdict").textContent = `“${label}”, with probability ${probability.toFixed(3)}`;
    const rows = Object.entries(probabilities).sort((a, b) => b[1] - a[1]).slice(0, 20).map(([name, share]) => {
      const row = document.createElement("div");
      row.className = name === label ? "bar best" : "bar";
      row.setAttribute("role", "listitem");
      const bar = document.createElement("progress");
      [bar.max, bar.value] = [1, share];
      bar.setAttribute("aria-label", name);
      const [title, number] = [document.createElement("span"), document.createElement("span")];
      title.textContent = name;
      number.textContent = `${(share * 100).toFixed(1)} %`;
      number.className = "share";
      row.append(title, bar, number);
      return row;
    });
    by("bars").replaceChildren(...rows);
    answer.hidden = false;
  } catch (error) { fail(error); }
}

async function start() {
  const { endpoints } = await read(await fetch("/endpoints"));
  if (endpoints.length === 0) { by("about").textContent = "No endpoint is up: praxis run makes one."; return; }
  endpoint.replaceChildren(...endpoints.map(({ name }) => new Option(name, name)));
  await choose();
}

by("form").addEventListener("submit", predict);
text.addEventListener("input", showCurl);
text.addEventListener("keydown", event => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) by("form").requestSubmit(); });
endpoint.addEventListener("change", () => choose().catch(fail));
by("copy").addEventListener("click", () => navigator.clipboard?.writeText(by("curl").textContent));
start().catch(fail);
