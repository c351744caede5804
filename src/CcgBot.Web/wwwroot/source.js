// The source beside the conversation: a pane on wide screens, a sheet over it on others. The article comes by fetch from the viewer, /articles/{id}.
'use strict';

window.ccgbot = {
  /** To whoever listens, and in a bar at the foot to whoever looks where it is said where nothing else shows it. */
  say(text, seen = false) {
    const said = document.getElementById('said');
    said.textContent = text;
    said.className = seen ? 'copied' : 'quiet';
    clearTimeout(ccgbot.saying);
    ccgbot.saying = setTimeout(() => { said.textContent = ''; said.className = 'quiet'; }, 4000);
  },
};
ccgbot.source = (() => {
  const PATIENCE_MS = 15 * 1000;
  const WIDTH = 'ccgbot.width';
  const byId = id => document.getElementById(id);
  const [pane, bar, body, name, place, steps, divider] = ['source', 'source-bar', 'source-body', 'source-name', 'source-place', 'source-steps', 'divider'].map(byId);
  const wide = matchMedia('(min-width: 1100px)');
  const embedded = document.body.classList.contains('embedded');

  // What is open: its citation, the citations of its answer to step through, and where the focus goes back to.
  let shown = null;
  let loading;
  let overview = [];

  /** /articles/ID?v=V&p=4&q=0-9#p4 as the chat's own address, ?s=ID&v=V&q=0-9#p4. */
  function addressOf(url) {
    const from = new URL(url, location.href);
    const query = new URLSearchParams({ s: decodeURIComponent(from.pathname.slice('/articles/'.length)) });
    for (const part of ['v', 'q']) { if (from.searchParams.has(part)) { query.set(part, from.searchParams.get(part)); } }
    return `${location.pathname}?${query}${from.hash}`;
  }

  function urlOf(address) {
    const query = new URLSearchParams(address.search);
    if (!query.get('s')) { return null; }
    const paragraph = /^#p(\d{1,9})$/.exec(address.hash)?.[1];
    const parts = new URLSearchParams();
    for (const part of ['v', 'q']) { if (query.has(part)) { parts.set(part, query.get(part)); } }
    if (paragraph) { parts.set('p', paragraph); }
    return `/articles/${encodeURIComponent(query.get('s'))}?${parts}${paragraph ? address.hash : ''}`;
  }

  /** The path and query that tell one citation from another, whatever host it was written with. */
  const keyOf = url => { const { pathname, search } = new URL(url, location.href); return pathname + search; };

  /** @param from {message, citations}: the answer it was opened from. */
  function open(citation, from, history = 'push') {
    const state = { url: keyOf(citation.url) + new URL(citation.url, location.href).hash };
    if (history === 'push') {
      // One step however many citations are looked at: Back closes the source.
      window.history[shown ? 'replaceState' : 'pushState'](state, '', embedded ? undefined : addressOf(citation.url));
    }

    shown = { citation, from };
    dress();
    load();
  }

  function dress() {
    const isOpen = shown !== null;
    pane.classList.toggle('open', isOpen);
    bar.hidden = !isOpen;
    // A sheet covers the conversation: nothing under it can be reached.
    for (const under of document.querySelectorAll('main.chat, header.site, .skip')) { under.inert = isOpen && !wide.matches; }
    if (!isOpen) { list(); return; }
    const citations = shown.from?.citations ?? [];
    const at = citations.findIndex(each => keyOf(each.url) === keyOf(shown.citation.url));
    steps.hidden = at < 0;
    byId('source-count').textContent = `${at + 1} of ${citations.length} ${citations.length === 1 ? 'citation' : 'citations'}`;
    byId('source-previous').disabled = at <= 0;
    byId('source-next').disabled = at >= citations.length - 1;
    byId('source-open').href = shown.citation.url;
    ccgbot.answer?.tint(shown);
  }

  async function load() {
    loading?.abort();
    loading = new AbortController();
    const { signal } = loading;
    const { url, title } = shown.citation;
    const timer = setTimeout(() => loading.abort('slow'), PATIENCE_MS);
    if (title) { name.textContent = title; }
    place.replaceChildren();
    body.replaceChildren(line('source', 'Opening the source…'));
    name.focus({ preventScroll: true });
    try {
      const response = await fetch(keyOf(url), { signal, headers: { Accept: 'text/html' } });
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      if (!page.querySelector('main')) { throw new Error(`the server answered ${response.status}`); }
      show(page, url);
    } catch (error) {
      if (signal.aborted && signal.reason !== 'slow') { return; }
      failed(signal.aborted ? 'the server takes too long' : navigator.onLine === false ? 'this device is offline' : error instanceof TypeError ? 'the server can’t be reached' : error.message);
    } finally {
      clearTimeout(timer);
    }
  }

  function show(page, url) {
    const article = page.querySelector('main');
    const title = article.querySelector('h1');
    name.textContent = title.textContent;
    title.remove();
    const source = article.querySelector(':scope > p.source');
    place.replaceChildren(...placeOf(shown.citation), ...source ? [...document.importNode(source, true).childNodes] : []);
    source?.remove();
    for (const part of article.querySelectorAll('#copied, script, .version a')) { part.remove(); }
    for (const link of article.querySelectorAll('a[href]')) {
      // A link to a paragraph is written for the article's own page.
      if (link.getAttribute('href').startsWith('#')) { link.setAttribute('href', keyOf(url) + link.getAttribute('href')); }
      if (!link.getAttribute('href').startsWith('/articles/')) { link.target = '_blank'; }
    }

    for (const button of article.querySelectorAll('button.copy')) { button.hidden = false; }
    body.replaceChildren(...[...article.childNodes].map(node => document.importNode(node, true)));
    ccgbot.sheet?.dress(body);
    const wanted = new URL(url, location.href).hash.slice(1);
    const target = body.querySelector('.cited mark') ?? body.querySelector('.cited') ?? (wanted ? body.querySelector(`#${CSS.escape(wanted)}`) : null);
    if (target) {
      target.tabIndex = -1;
      centre(target);
      target.focus({ preventScroll: true });
    } else {
      body.scrollTop = 0;
    }
  }

  /** In the middle of the pane; what is taller than the pane, from its beginning. */
  function centre(target) {
    const [outer, inner] = [body.getBoundingClientRect(), target.getBoundingClientRect()];
    const spare = Math.max(0, (outer.height - inner.height) / 2);
    body.scrollTop += inner.top - outer.top - spare;
  }

  function placeOf({ section, page }) {
    return [section, page && `page ${page}`].filter(Boolean).map(text => document.createTextNode(`${text} · `));
  }

  function failed(why) {
    const again = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Try again', onclick: load });
    const message = line('notice', `The source can’t be opened: ${why}.`);
    message.setAttribute('role', 'alert');
    body.replaceChildren(message, again);
  }

  function line(className, text) {
    return Object.assign(document.createElement('p'), { className, textContent: text });
  }

  /** @param how 'back' also leaves the step in the page's history. */
  function close(how = 'back') {
    if (!shown) { return; }
    const was = shown;
    shown = null;
    loading?.abort();
    if (how === 'back') {
      if (history.state?.url) { history.back(); } else if (!embedded) { history.replaceState(null, '', location.pathname); }
    }

    dress();
    ccgbot.answer?.tint(null);
    ccgbot.answer?.focus(was);
  }

  function step(by) {
    const { citations } = shown.from;
    const at = citations.findIndex(each => keyOf(each.url) === keyOf(shown.citation.url));
    if (citations[at + by]) { open(citations[at + by], shown.from); }
  }

  /** Of the whole conversation, where no source is open. @param sources [{title, date, times, citation, from}] */
  function list(sources = overview) {
    overview = sources;
    if (shown) { return; }
    const heading = Object.assign(document.createElement('h2'), { textContent: 'Sources in this conversation' });
    if (sources.length === 0) {
      body.replaceChildren(heading, line('source', 'The articles that an answer cites are listed here. A citation opens its article at the words cited.'));
      return;
    }

    const entries = sources.map(({ title, date, times, citation, from }) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', className: 'link', dir: 'auto', textContent: title, onclick: () => open(citation, from) });
      const entry = document.createElement('li');
      entry.append(button, Object.assign(document.createElement('span'), { className: 'source', textContent: `${date} · cited ${times === 1 ? 'once' : `${times} times`}` }));
      return entry;
    });
    const items = Object.assign(document.createElement('ul'), { className: 'articles' });
    items.append(...entries);
    body.replaceChildren(heading, items);
  }

  function widen(percent) {
    const kept = Math.min(70, Math.max(30, Math.round(percent)));
    document.documentElement.style.setProperty('--chat-width', `${kept}%`);
    divider.setAttribute('aria-valuenow', String(kept));
    divider.setAttribute('aria-valuetext', `${kept} percent`);
    try { localStorage.setItem(WIDTH, String(kept)); } catch { /* for this page only */ }
  }

  divider.addEventListener('keydown', event => {
    const now = Number(divider.getAttribute('aria-valuenow'));
    const to = { ArrowLeft: now - 2, ArrowRight: now + 2, Home: 30, End: 70, Enter: 55 }[event.key];
    if (to !== undefined) { event.preventDefault(); widen(to); }
  });
  divider.addEventListener('pointerdown', event => {
    event.preventDefault();
    divider.focus();
    divider.setPointerCapture(event.pointerId);
    const { left, width } = document.querySelector('.panes').getBoundingClientRect();
    const move = at => widen((at.clientX - left) / width * 100);
    divider.addEventListener('pointermove', move);
    divider.addEventListener('lostpointercapture', () => divider.removeEventListener('pointermove', move), { once: true });
  });
  try { widen(Number(localStorage.getItem(WIDTH)) || 55); } catch { widen(55); }

  byId('source-close').addEventListener('click', () => close());
  byId('source-previous').addEventListener('click', () => step(-1));
  byId('source-next').addEventListener('click', () => step(1));
  byId('source-print').addEventListener('click', () => {
    document.body.classList.add('print-source');
    print();
    document.body.classList.remove('print-source');
  });
  body.addEventListener('click', async event => {
    const link = event.target.closest('a[href^="/articles/"]:not([target])');
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open({ url: link.getAttribute('href') }, null);
      return;
    }

    const copy = event.target.closest('button.copy');
    if (copy) {
      const address = new URL(shown.citation.url, location.href);
      address.hash = copy.dataset.paragraph;
      try {
        await navigator.clipboard.writeText(address.href);
        ccgbot.say('Link copied', true);
      } catch {
        ccgbot.say('The browser does not allow copying here', true);
      }
    }
  });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && shown && (!wide.matches || pane.contains(document.activeElement))) {
      event.preventDefault();
      event.stopImmediatePropagation();
      close();
    }
  }, true);
  wide.addEventListener('change', dress);
  addEventListener('popstate', event => {
    const url = event.state?.url ?? (embedded ? null : urlOf(location));
    if (url) { open({ url }, null, 'none'); } else { close('none'); }
  });

  const first = embedded ? null : urlOf(location);
  list();
  if (first) { open({ url: first }, null, 'none'); }

  return {
    open, close, list, keyOf,
    get shown() { return shown; },
    /** An answer came that has the citation which a link opened: it can be stepped through now. */
    adopt(from) {
      const citation = shown && !shown.from && from.citations.find(each => keyOf(each.url) === keyOf(shown.citation.url));
      if (citation) {
        shown = { citation, from };
        dress();
      }
    },
  };
})();
