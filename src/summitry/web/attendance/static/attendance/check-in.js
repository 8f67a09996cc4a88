"use strict";
/* Check-in at a door. A scan is written to this device before anything else happens, under
   a key of its own; it leaves the device once the server has answered for that key. The
   server keeps each key once, so a scan may be sent as often as it takes. */
(() => {
  const root = document.getElementById("check-in");
  if (!root) return;
  const words = JSON.parse(document.getElementById("check-in-words").textContent);
  const { slug, page, list: listUrl, worker, decoder, user } = root.dataset;
  const most = Math.min(Number(root.dataset.most), 200);
  const find = (name) => root.querySelector(`[data-part="${name}"]`);
  const form = find("form");
  const { desk, session, typed } = form.elements;

  const LIST_LASTS_MS = 24 * 3600e3;
  const LIST_AGAIN_MS = 5 * 60e3;
  const ANSWER_WITHIN_MS = 20e3;
  const LONGEST_PAUSE_S = 60;
  const SAME_CODE_MS = 3000;
  const LOOK_EACH_MS = 150;
  const MOST_FOUND = 12;
  const CODE_LENGTH = 12;

  /* ---- what this device keeps ---- */
  const stem = `summitry.check-in.${slug}.`;
  const keep = (name, value) => localStorage.setItem(stem + name, JSON.stringify(value));
  const recall = (name) => {
    try {
      return JSON.parse(localStorage.getItem(stem + name));
    } catch {
      return null;
    }
  };
  const forget = (name) => localStorage.removeItem(stem + name);
  const names = () =>
    Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at))
      .filter((name) => name?.startsWith(stem))
      .map((name) => name.slice(stem.length));
  const scans = () =>
    names()
      .filter((name) => name.startsWith("scan."))
      .map(recall)
      .filter(Boolean)
      .sort((one, other) => (one.at < other.at ? -1 : 1));
  const waiting = () => scans().filter((scan) => !scan.refused);

  const newKey = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  /* ---- the list of who is expected ---- */
  let people = new Map();
  let entered = new Map();
  let listedAt = null;

  const takeList = (list) => {
    people = new Map(
      list.people.map(([code, name, other, organisation]) => [
        code,
        { code, name, other, organisation, words: `${name} ${other} ${organisation}`.toLowerCase() },
      ]),
    );
    listedAt = new Date(list.as_of);
    entered = new Map(
      list.session === session.value
        ? list.entered.map(([code, at, where]) => [code, { at, desk: where }])
        : [],
    );
    for (const scan of waiting()) markEntered(scan);
  };
  const markEntered = (scan) => {
    if (scan.session === session.value && people.has(scan.code) && !entered.has(scan.code)) {
      entered.set(scan.code, { at: scan.at, desk: scan.desk });
    }
  };
  const dropList = () => {
    forget("list");
    people = new Map();
    entered = new Map();
    listedAt = null;
  };
  const openList = () => {
    const list = recall("list");
    const old = list && Date.now() - new Date(list.as_of) > LIST_LASTS_MS;
    if (list && (old || list.user !== user)) forget("list");
    else if (list) takeList(list);
  };
  let listing = null;
  const fetchList = () => {
    listing = askForList();
    return listing;
  };
  const askForList = async () => {
    try {
      const query = new URLSearchParams({ session: session.value });
      const answer = await fetch(`${listUrl}?${query}`, {
        redirect: "manual",
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      if (answer.type === "opaqueredirect" || answer.status === 403) dropList();
      else if (answer.ok) {
        const list = { ...(await answer.json()), user };
        if (list.session !== session.value) return;
        takeList(list);
        try {
          keep("list", list);
        } catch {
          /* Too long for this device: the list lasts as long as the page is open. */
        }
      }
    } catch {
      /* No line: the list that is here stays. */
    }
    showLine();
  };

  /* ---- what is said ---- */
  const clock = (moment) =>
    new Date(moment).toLocaleTimeString(document.documentElement.lang, {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone: root.dataset.timeZone,
    });
  const fill = (text, values) =>
    text.replace(/%\((\w+)\)s/g, (_, name) => String(values[name] ?? ""));
  const write = (tag, text, name) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (name) made.className = name;
    return made;
  };

  let shownKey = null;
  const showAnswer = (said) => {
    shownKey = said.key ?? null;
    const box = find("answer");
    box.className = `answer ${said.answer}${said.unsent ? " unsent" : ""}`;
    const lines = [write("p", words.verdicts[said.answer], "said")];
    if (said.name) lines.push(write("p", said.name, "who"));
    if (said.organisation) lines.push(write("p", said.organisation));
    if (said.answer === "already" && said.at) {
      lines.push(write("p", fill(words.since, { at: clock(said.at), desk: said.desk })));
    }
    const advice = said.reason || words.advice[said.answer];
    if (advice) lines.push(write("p", advice));
    if (said.unsent) lines.push(write("p", words.unsent, "mark"));
    box.replaceChildren(...lines);
    box.hidden = false;
  };
  const showRecent = (scan, said) => {
    const recent = find("recent");
    const line = write("li", "", said.answer);
    line.dataset.key = scan.key;
    line.append(
      write("b", words.verdicts[said.answer]),
      ` ${said.name || scan.code} `,
      write("span", `${clock(scan.at)}${said.unsent ? `, ${words.unsent}` : ""}`, "aside"),
    );
    if (said.answer === "refused") {
      const drop = write("button", words.drop);
      drop.type = "button";
      drop.addEventListener("click", () => {
        forget(`scan.${scan.key}`);
        line.remove();
        showLine();
      });
      line.append(" ", drop);
    }
    const before = recent.querySelector(`[data-key="${scan.key}"]`);
    if (before) before.replaceWith(line);
    else recent.prepend(line);
    while (recent.children.length > 30) recent.lastChild.remove();
  };
  let trouble = "";
  const showLine = () => {
    const n = waiting().length;
    const line = find("line");
    line.className = navigator.onLine && !trouble ? "line" : "line off";
    line.dataset.waiting = String(n);
    line.replaceChildren(
      write("b", navigator.onLine ? words.online : words.offline),
      ` · ${n ? fill(words.waits, { n }) : words.nothing_waits}`,
      ` · ${listedAt ? fill(words.list, { n: people.size, at: clock(listedAt) }) : words.no_list}`,
    );
    find("trouble").textContent = trouble;
    find("trouble").hidden = !trouble;
  };

  /* ---- sending ---- */
  let sending = false;
  let pause = 0;
  let timer;
  let atOnce = most;

  const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
  const later = (said) => {
    trouble = said;
    pause = Math.min(pause ? pause * 2 : 1, LONGEST_PAUSE_S);
    clearTimeout(timer);
    timer = setTimeout(send, pause * 1000 * (0.75 + Math.random() / 2));
  };
  const settle = (scan, said) => {
    forget(`scan.${scan.key}`);
    if (said.answer === "in" || said.answer === "already") {
      if (scan.session === session.value) {
        entered.set(scan.code, { at: said.at, desk: said.desk });
      }
    } else if (scan.session === session.value) entered.delete(scan.code);
    showRecent(scan, said);
    if (shownKey === scan.key) showAnswer(said);
  };
  const refuse = (scan, reason) => {
    keep(`scan.${scan.key}`, { ...scan, refused: reason });
    const said = { key: scan.key, answer: "refused", reason, name: people.get(scan.code)?.name };
    showRecent(scan, said);
    showAnswer(said);
  };
  const take = async (answer, batch) => {
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      dropList();
      return later(answer.status === 403 ? words.may_not : words.log_in);
    }
    if (answer.status === 422) {
      const { errors } = await answer.json();
      const reason = Object.values(errors).join(" ");
      /* The convening takes nobody now: all stay here. One scan is wrong: find it. */
      if (errors.convening) return later(reason);
      if (batch.length > 1) atOnce = 1;
      else refuse(batch[0], reason);
      return again();
    }
    if (!answer.ok) return later(words.later);
    const { answers } = await answer.json();
    const byKey = new Map(answers.map((one) => [one.key, one]));
    for (const scan of batch) if (byKey.has(scan.key)) settle(scan, byKey.get(scan.key));
    return again();
  };
  const again = () => {
    trouble = "";
    pause = 0;
    if (waiting().length) setTimeout(send);
    else atOnce = most;
  };
  const send = async () => {
    const batch = waiting().slice(0, atOnce);
    if (sending || !batch.length) return showLine();
    sending = true;
    try {
      const answer = await fetch(page, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
        body: JSON.stringify({ scans: batch }),
        redirect: "manual",
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      await take(answer, batch);
    } catch {
      later(navigator.onLine ? words.later : "");
    }
    sending = false;
    return showLine();
  };

  /* ---- a scan ---- */
  const readCode = (text) => {
    const last = text.includes("/") ? text.split(/[?#]/)[0].split("/").filter(Boolean).pop() : text;
    return (last ?? "").toUpperCase().replace(/[^2-9A-HJKMNP-TV-Z]/g, "");
  };
  const judge = (scan) => {
    const one = people.get(scan.code);
    const known = { key: scan.key, name: one?.name, organisation: one?.organisation, unsent: true };
    if (!listedAt) return { ...known, answer: "waiting" };
    if (!one) return { ...known, answer: "absent" };
    const before = entered.get(scan.code);
    return before ? { ...known, ...before, answer: "already" } : { ...known, answer: "in" };
  };
  const showWhere = () => {
    const named = desk.value.trim();
    const door = session.selectedOptions[0]?.textContent ?? "";
    find("where").textContent = named ? fill(words.where, { desk: named, door }) : words.unnamed;
    return Boolean(named);
  };
  const record = (code, method) => {
    if (!desk.value.trim()) {
      form.querySelector("details").open = true;
      trouble = words.name_the_desk;
      showLine();
      desk.focus();
      return;
    }
    const scan = {
      key: newKey(),
      code,
      desk: desk.value.trim(),
      session: session.value,
      at: new Date().toISOString(),
      method,
    };
    const said = judge(scan);
    try {
      keep(`scan.${scan.key}`, scan);
    } catch {
      trouble = words.full;
      showLine();
      return;
    }
    trouble = "";
    form.querySelector("details").open = false;
    markEntered(scan);
    showAnswer(said);
    showRecent(scan, said);
    showLine();
    navigator.vibrate?.(said.answer === "in" ? 60 : [60, 60, 60]);
    send();
  };
  const search = (text) => {
    const wanted = text.toLowerCase();
    const found = [];
    for (const one of people.values()) {
      if (one.words.includes(wanted) && found.push(one) === MOST_FOUND) break;
    }
    return found;
  };
  const offer = (found) => {
    const listed = found.map((one) => {
      const line = document.createElement("li");
      const choose = write("button", one.name);
      choose.type = "button";
      choose.append(" ", write("span", one.organisation, "aside"));
      choose.addEventListener("click", () => {
        find("found").replaceChildren();
        typed.value = "";
        record(one.code, "name");
      });
      line.append(choose);
      return line;
    });
    find("found").replaceChildren(...listed);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = typed.value.trim();
    if (!text) return;
    if (!listedAt) await listing;
    const code = readCode(text);
    const found = people.has(code) ? [] : search(text);
    offer(found);
    if (people.has(code) || (!found.length && code.length === CODE_LENGTH)) {
      typed.value = "";
      record(code, "code");
    } else if (!found.length) showAnswer({ answer: listedAt ? "nobody" : "no_list" });
    typed.focus();
  });

  /* ---- the camera ---- */
  const video = find("video");
  const camera = find("camera");
  let stream = null;
  const seen = { code: "", at: 0 };

  const makeDetector = async () => {
    const own = window.BarcodeDetector;
    const formats = own ? await own.getSupportedFormats() : [];
    const Detector = formats.includes("qr_code") ? own : (await import(decoder)).BarcodeDetector;
    return new Detector({ formats: ["qr_code"] });
  };
  const stopCamera = () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    video.hidden = true;
    video.srcObject = null;
    camera.textContent = words.start;
  };
  const look = async (detector) => {
    if (!stream) return;
    try {
      const [found] = video.readyState >= 2 ? await detector.detect(video) : [];
      const code = found ? readCode(found.rawValue) : "";
      const fresh = code !== seen.code || Date.now() - seen.at > SAME_CODE_MS;
      if (code) Object.assign(seen, { code, at: Date.now() });
      if (code && fresh) record(code, "code");
    } catch {
      /* A frame that cannot be read is followed by another. */
    }
    setTimeout(look, LOOK_EACH_MS, detector);
  };
  const startCamera = async () => {
    try {
      const detector = await makeDetector();
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.srcObject = stream;
      video.hidden = false;
      await video.play();
      camera.textContent = words.stop;
      look(detector);
    } catch (error) {
      stopCamera();
      trouble = fill(words.no_camera, { why: error.message });
      showLine();
    }
  };
  camera.hidden = false;
  camera.addEventListener("click", () => (stream ? stopCamera() : startCamera()));

  /* ---- the end of a shift ---- */
  const wipe = async () => {
    for (const name of names()) forget(name);
    for (const name of await caches.keys()) {
      if (name.startsWith(`check-in ${slug} `)) await caches.delete(name);
    }
    for (const one of await navigator.serviceWorker.getRegistrations()) {
      if (new URL(one.scope).pathname.endsWith(`/desk/${slug}/check-in/`)) await one.unregister();
    }
  };
  find("finish").addEventListener("submit", async (event) => {
    event.preventDefault();
    const n = scans().length;
    if (n) {
      trouble = fill(words.finish_first, { n });
      showLine();
      send();
      return;
    }
    try {
      await wipe();
    } finally {
      event.target.submit();
    }
  });

  /* ---- start ---- */
  const options = Array.from(session.options, (one) => one.value);
  if (!desk.value) desk.value = recall("desk") ?? "";
  if (!session.value && options.includes(recall("door"))) session.value = recall("door");
  form.querySelector("details").open = !showWhere();
  desk.addEventListener("input", () => {
    keep("desk", desk.value.trim());
    showWhere();
  });
  session.addEventListener("change", () => {
    keep("door", session.value);
    showWhere();
    openList();
    fetchList();
  });
  window.addEventListener("online", () => {
    pause = 0;
    send();
    fetchList();
  });
  window.addEventListener("offline", showLine);
  window.addEventListener("pageshow", send);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) send();
    else if (stream) stopCamera();
  });
  setInterval(fetchList, LIST_AGAIN_MS);
  navigator.storage?.persist?.();
  navigator.serviceWorker?.register(worker, { scope: page }).catch(() => {});

  openList();
  for (const scan of scans()) {
    const said = scan.refused ? { answer: "refused", reason: scan.refused } : judge(scan);
    const name = people.get(scan.code)?.name;
    showRecent(scan, { ...said, answer: scan.refused ? "refused" : "waiting", name, unsent: true });
  }
  showLine();
  fetchList();
  send();
})();
