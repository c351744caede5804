// What stands around an answer's text in Web Chat: the short answer, a card for each source, copying, feedback, and how it was answered.
// Web Chat draws the text; its attachment middleware lets us put elements of our own before and after it.
'use strict';

ccgbot.answer = (() => {
  const FEEDBACK = 'ccgbot.feedback';
  const MOST_KEPT = 200;
  const REASONS = ['Not what I asked', 'The source does not say this', 'Something is missing', 'Out of date'];
  // Web Chat sets them around a mark; nobody wants them in a document.
  const ZERO_WIDTH = /[\u200B-\u200D\u2060\uFEFF]/g;
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const longDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const messages = new Map();
  let link = { post: null, token: null, ask: null };

  function make(name, properties = {}, ...children) {
    const { dataset = {}, ...rest } = properties;
    const made = Object.assign(document.createElement(name), rest);
    Object.assign(made.dataset, dataset);
    made.append(...children.filter(child => child !== null && child !== undefined));
    return made;
  }

  const dated = (citation, format = day) => citation.published ? format.format(new Date(`${citation.published}T00:00:00Z`)) : 'undated';
  // Words that begin with a quotation mark of their own need no second.
  const quoted = text => /^[“"«„]/.test(text) ? text : `“${text}”`;
  const placeOf = citation => [citation.section, citation.page && `page ${citation.page}`].filter(Boolean);
  const messageOf = element => messages.get(element?.closest?.('[data-message]')?.dataset.message);
  const boxOf = id => document.querySelector(`[data-message="${CSS.escape(id)}"]`);
  const marksIn = box => [...box.querySelectorAll('.webchat__text-content__markdown a[href], .short a[href]')].filter(mark => new URL(mark.href).pathname.startsWith('/articles/'));
  const sameSource = (mark, citation) => ccgbot.source.keyOf(mark.href) === ccgbot.source.keyOf(citation.url);
  const citationOf = (message, href) => message?.citations.find(citation => ccgbot.source.keyOf(citation.url) === ccgbot.source.keyOf(href));

  /** Web Chat's attachment middleware. Its elements are React's, which the bundle keeps to itself: ours are made in the likeness of one. */
  function middleware() {
    return next => (...given) => {
      const element = next(...given);
      const [{ activity, attachment } = {}] = given;
      const parts = activity?.channelData?.answer;
      if (!element || !parts || activity.from?.role !== 'bot' || !attachment?.contentType?.startsWith('text/')) { return element; }
      const message = known(activity);
      const div = (key, className, ref, children) => ({ ...element, type: 'div', key, ref, props: { className, children, ...key === 'answer' && { 'data-message': activity.id } } });
      return div('answer', `answer ${parts.kind}`, null, [
        div('before', 'before', message.before, undefined),
        { ...element, key: 'text' },
        div('after', 'after', message.after, undefined),
      ]);
    };
  }

  function known(activity) {
    const parts = activity.channelData.answer;
    const message = messages.get(activity.id) ?? {};
    Object.assign(message, { id: activity.id, activity, kind: parts.kind, parts, citations: parts.citations ?? [] });
    // React calls them for each element that it makes: once filled, it leaves them alone.
    message.before ??= node => { if (node && !node.hasChildNodes()) { before(node, message); } };
    message.after ??= node => { if (node && !node.hasChildNodes()) { after(node, message); } };
    messages.set(activity.id, message);
    return message;
  }

  function before(node, message) {
    const repaired = message.parts.repaired ?? [];
    if (message.kind !== 'abstention' && repaired.length > 0) {
      node.append(make('p', { className: 'repaired source' }, 'Searched for ', ...repaired.flatMap(({ typed, searched }, i) => [i > 0 ? ' and ' : '', word(searched), ' instead of ', word(typed)]), '.'));
    }

    if (message.kind === 'abstention') {
      node.append(make('h2', { textContent: 'I found no answer' }));
    } else if (message.parts.shortAnswer && message.citations[0]) {
      node.append(make('p', { className: 'short' }, make('strong', { dir: 'auto', textContent: message.parts.shortAnswer }), ' ',
        make('a', { href: message.citations[0].url, textContent: '[1]', ariaLabel: `1 ${message.citations[0].title} opens the source` })));
    }
  }

  const word = text => make('bdi', { textContent: `“${text}”` });

  function after(node, message) {
    if (message.kind === 'abstention') {
      node.append(...noAnswer(message));
    } else if (message.kind === 'grounded') {
      node.append(cards(message, 'Sources of this answer'));
    } else {
      return;
    }

    node.append(...tools(message));
    if (ccgbot.source.shown?.from?.message === message.id) { tint(ccgbot.source.shown); }
  }

  /** One card a paragraph, those of one article together. */
  function cards(message, label) {
    const groups = new Map();
    for (const citation of message.citations) {
      const paragraphs = groups.get(citation.articleId) ?? groups.set(citation.articleId, new Map()).get(citation.articleId);
      const of = paragraphs.get(citation.paragraphId) ?? paragraphs.set(citation.paragraphId, []).get(citation.paragraphId);
      of.push(citation);
    }

    return make('ul', { className: 'references', ariaLabel: label }, ...[...groups.values()].flatMap(paragraphs => [...paragraphs.values()].map(card)));
  }

  function card(citations) {
    const [citation] = citations;
    const date = citation.published ? make('time', { dateTime: citation.published, textContent: dated(citation) }) : 'undated';
    const where = placeOf(citation);
    return make('li', { className: 'reference' }, make('a', { href: citation.url },
      make('span', { className: 'number', textContent: citations.map(each => `[${each.number}]`).join('') }), ' ',
      make('bdi', { className: 'title', textContent: citation.title || citation.articleId }),
      `${where.length > 0 ? ` › ${where.join(' · ')}` : ''} · paragraph ${citation.paragraph} · `, date,
      citation.withdrawn ? ' · withdrawn' : '', ' · ',
      make('span', { className: 'begins', dir: 'auto', textContent: quoted(citation.opening ?? citation.quote).replace(' …', '\u00a0…') }),
      make('span', { className: 'printed', dir: 'auto', textContent: ` Cited: ${quoted(citation.quote)}` })));
  }

  function noAnswer(message) {
    const parts = [];
    if (message.parts.meant) {
      parts.push(make('p', { className: 'meant' }, 'Did you mean ', make('button', { type: 'button', className: 'link', dir: 'auto', textContent: message.parts.meant, onclick: () => link.ask(message.parts.meant) }), /[?？]$/.test(message.parts.meant) ? '' : '?'));
    }

    if (message.parts.missing.length > 0) {
      parts.push(make('p', { className: 'missing' }, 'Not in any article: ', ...message.parts.missing.map(word => make('bdi', { className: 'tag', textContent: word }))));
    }

    if (message.citations.length > 0) {
      parts.push(make('details', { className: 'nearest' }, make('summary', { textContent: `Nearest paragraphs (${message.citations.length})` }), cards(message, 'Nearest paragraphs')));
    }

    return parts;
  }

  // Below every answer: copy, feedback, how.

  function tools(message) {
    const panel = make('div', { className: 'said' });
    const row = make('div', { className: 'tools' });
    if (message.kind === 'abstention') {
      const tell = make('button', { type: 'button', className: 'plain tell', textContent: 'Tell the editors', onclick: () => tellEditors(message, panel) });
      row.append(tell);
    } else {
      row.append(make('button', { type: 'button', className: 'plain', textContent: 'Copy with citations', onclick: () => copy(message) }));
    }

    for (const [reaction, title, down] of [['LikeAction', 'Like', false], ['DislikeAction', 'Dislike', true]]) {
      row.append(make('button', { type: 'button', className: 'plain thumb', title, ariaLabel: title, ariaPressed: 'false', dataset: { reaction }, onclick: () => vote(message, reaction, row, panel) }, thumb(down)));
    }

    const kept = keptFeedback(message);
    if (kept) {
      press(row, kept.reaction);
      panel.append(make('p', { className: 'source', textContent: kept.text ? `You said: ${kept.text}` : 'Thank you, this was noted.' }));
    }

    return [row, panel, how(message)];
  }

  // Drawn: not every device has a typeface with the two.
  function thumb(down) {
    const [svg, path] = ['svg', 'path'].map(name => document.createElementNS('http://www.w3.org/2000/svg', name));
    for (const [name, value] of Object.entries({ viewBox: '0 0 24 24', width: '18', height: '18', 'aria-hidden': 'true', class: down ? 'down' : '' })) { svg.setAttribute(name, value); }
    path.setAttribute('d', 'M3 10h3v10H3zM8 20V10l4.5-7c1.5 0 2.3 1.1 2 2.500L13.7 9H20c1 0 1.6.9 1.3 1.900l-2.2 7.700c-.2.8-.9 1.4-1.8 1.400z');
    svg.append(path);
    return svg;
  }

  const press = (row, reaction) => {
    for (const thumb of row.querySelectorAll('.thumb')) { thumb.ariaPressed = String(thumb.dataset.reaction === reaction); }
  };

  async function vote(message, reaction, row, panel) {
    if (!await send(message, reaction, '', panel)) { return; }
    press(row, reaction);
    const boxes = reaction === 'DislikeAction' ? REASONS.map(reason => make('label', {}, make('input', { type: 'checkbox', value: reason }), ` ${reason}`)) : [];
    ask(panel, [make('span', { className: 'source', textContent: 'Thank you. ' + (boxes.length > 0 ? 'What is wrong?' : 'Anything to add?') }), ...boxes], 'Comment (optional)', 'Send comment', note => {
      const reasons = [...panel.querySelectorAll('input:checked')].map(box => box.value);
      return send(message, reaction, [...reasons, note].filter(Boolean).join('. '), panel);
    });
  }

  function tellEditors(message, panel) {
    ask(panel, [], 'What did you hope to find? (optional)', 'Send to the editors', note => send(message, 'DislikeAction', `For the editors${note ? `: ${note}` : ': please add this'}`, panel));
    panel.querySelector('textarea').focus({ preventScroll: true });
  }

  function ask(panel, above, label, button, sent) {
    const text = make('textarea', { rows: 2, maxLength: 1000 });
    const form = make('form', { className: 'comment' }, ...above, make('label', {}, label, text), make('button', { textContent: button }));
    form.addEventListener('submit', event => {
      event.preventDefault();
      sent(text.value.trim());
    });
    panel.replaceChildren(form);
    // Its button is of no use below the fold.
    form.scrollIntoView({ block: 'nearest' });
  }

  /** Stored with the answer's evidence; what was said last counts. */
  async function send(message, reaction, text, panel) {
    try {
      await link.post({
        type: 'event',
        name: 'webchat:activity-status/feedback',
        replyToId: message.id,
        entities: [{ type: 'https://schema.org/Message', '@type': reaction, actionStatus: 'CompletedActionStatus', ...text && { result: { '@type': 'Review', text } } }],
      });
    } catch {
      panel.replaceChildren(make('p', { className: 'notice', role: 'alert', textContent: 'This could not be sent. Please try again.' }));
      return false;
    }

    keepFeedback(message, { reaction, text });
    const thanks = text.startsWith('For the editors') ? 'The editors will see this among the questions without an answer.' : text ? `You said: ${text}` : 'Thank you, this was noted.';
    // What had the focus goes: it stays in its place.
    const hadFocus = panel.contains(document.activeElement);
    panel.replaceChildren(make('p', { className: 'source', tabIndex: -1, textContent: thanks }));
    if (hadFocus) { panel.firstChild.focus(); }
    ccgbot.say(thanks);
    return true;
  }

  const feedbackKey = message => message.activity.channelData.evidenceId || `${message.activity.conversation?.id}|${message.id}`;

  function readFeedback() {
    try { return JSON.parse(localStorage.getItem(FEEDBACK)) ?? {}; } catch { return {}; }
  }

  const keptFeedback = message => message.feedback ?? readFeedback()[feedbackKey(message)];

  function keepFeedback(message, said) {
    message.feedback = said;
    const all = Object.entries({ ...readFeedback(), [feedbackKey(message)]: said }).slice(-MOST_KEPT);
    try { localStorage.setItem(FEEDBACK, JSON.stringify(Object.fromEntries(all))); } catch { /* until the page is left */ }
  }

  async function copy(message) {
    const { text, html } = withCitations(message);
    try {
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': new Blob([text], { type: 'text/plain' }), 'text/html': new Blob([html], { type: 'text/html' }) })]);
      ccgbot.say('Copied with its citations', true);
    } catch {
      ccgbot.say('The browser does not allow copying here', true);
    }
  }

  function withCitations(message) {
    const clean = make('div');
    for (const part of boxOf(message.id).querySelectorAll('.short, .webchat__text-content__markdown')) {
      const copied = part.cloneNode(true);
      for (const mark of copied.querySelectorAll('a[href]')) {
        const citation = citationOf(message, mark.href);
        mark.replaceWith(citation ? make('a', { href: new URL(citation.url, location.href).href, textContent: `[${citation.number}]` }) : mark.textContent);
      }

      for (const extra of copied.querySelectorAll('svg, img, button, .webchat__link-definitions')) { extra.remove(); }
      clean.append(...copied.classList.contains('short') ? [plain(copied)] : [...copied.querySelectorAll('p, li')].filter(each => !each.parentElement.closest('li')).map(plain));
    }

    const listed = message.citations.map(citation => {
      const address = new URL(citation.url, location.href).href;
      const about = [[citation.title || citation.articleId, ...placeOf(citation)].join(' › '), `paragraph ${citation.paragraph}`, dated(citation, longDay)].join(', ');
      return { text: `[${citation.number}] ${about}: “${citation.quote}” ${address}`, item: make('p', {}, `[${citation.number}] `, make('a', { href: address, textContent: about }), `: “${citation.quote}”`) };
    });
    const lines = [...clean.children].map(child => (child.tagName === 'LI' ? '- ' : '') + child.textContent);
    const html = make('div', {}, clean, make('p', {}, make('strong', { textContent: 'Sources' })), ...listed.map(each => each.item));
    return { text: [...lines, '', 'Sources', ...listed.map(each => each.text)].join('\n').replace(ZERO_WIDTH, ''), html: html.innerHTML.replace(ZERO_WIDTH, '') };
  }

  // Words, emphasis and links, without Web Chat's classes.
  function plain(element) {
    const made = make(element.tagName === 'LI' ? 'li' : 'p');
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) { made.append(child.textContent); }
      else if (['A', 'STRONG', 'EM'].includes(child.tagName)) { made.append(make(child.tagName, { ...child.tagName === 'A' && { href: child.href }, textContent: child.textContent })); }
      else { made.append(...plain(child).childNodes); }
    }

    return made;
  }

  function how(message) {
    const details = make('details', { className: 'how' }, make('summary', { textContent: 'How was this answered' }));
    details.addEventListener('toggle', () => { if (details.open && details.childElementCount === 1) { account(message, details); } });
    return details;
  }

  async function account(message, details) {
    const body = make('div', {}, 'Looking…');
    details.append(body);
    try {
      const response = await fetch(`/chat/how/${encodeURIComponent(message.id)}`, { headers: { Authorization: `Bearer ${link.token()}` } });
      const told = await response.json();
      if (!response.ok) { throw new Error(told.error?.message ?? `The server answered ${response.status}.`); }
      const made = { extractive: 'The sentences are the articles’ own.', model: 'A language model wrote the sentences; each was checked against the paragraph it cites.', curated: 'Operators wrote this answer; it was checked like any other.', article: 'Read from the article or its record.' };
      body.replaceChildren(
        make('p', { textContent: `${made[told.composer] ?? ''} How sure: ${Math.round(told.confidence * 100)} %.` }),
        make('p', { textContent: told.tried.length > 0 ? 'Paragraphs tried, the best first:' : 'No paragraph was tried.' }),
        make('ol', {}, ...told.tried.map(each => make('li', {}, make('a', { href: each.url, dir: 'auto', textContent: `${each.title}, paragraph ${each.paragraph}` }), ` (${each.published})${each.used ? ', cited' : ''}`))),
        ...told.withheld.length === 0 ? [make('p', { textContent: 'Nothing was withheld.' })]
          : [make('p', { textContent: 'Withheld, because the paragraph does not bear it out:' }), make('ul', {}, ...told.withheld.map(each => make('li', { dir: 'auto', textContent: `${each.text} (${each.why})` })))],
        make('p', {}, 'Evidence ', make('code', { textContent: told.evidenceId })));
    } catch (error) {
      body.remove();
      details.open = false;
      ccgbot.say(`How this was answered can’t be shown: ${error instanceof TypeError ? 'the server can’t be reached' : error.message}`, true);
    }
  }

  // The quote, on hover and focus.

  const tip = make('div', { id: 'quote', className: 'quote', hidden: true, role: 'tooltip' });
  let hiding;
  let quotedMark;
  // In the page's main part, as everything that is read is.
  (document.querySelector('main') ?? document.body).append(tip);

  function showQuote(mark) {
    const citation = citationOf(messageOf(mark), mark.href);
    if (!citation) { return; }
    clearTimeout(hiding);
    // The browser's own hint would say half of it a second time.
    mark.removeAttribute('title');
    mark.setAttribute('aria-describedby', tip.id);
    tip.replaceChildren(make('span', { dir: 'auto', textContent: quoted(citation.quote) }), make('span', { className: 'source', dir: 'auto', textContent: [citation.title, ...placeOf(citation), dated(citation, longDay)].join(' · ') }));
    tip.hidden = false;
    quotedMark = mark;
    putBeside(mark);
  }

  function putBeside(mark) {
    const at = mark.getBoundingClientRect();
    const { width, height } = tip.getBoundingClientRect();
    tip.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
    tip.style.top = `${at.bottom + height + 12 > innerHeight ? Math.max(8, at.top - height - 6) : at.bottom + 6}px`;
  }

  const hideQuote = () => { clearTimeout(hiding); hiding = setTimeout(() => { tip.hidden = true; }, 150); };
  const isMark = element => element?.closest?.('.answer .webchat__text-content__markdown a[href], .answer .short a[href]');

  for (const [type, act] of [['mouseover', showQuote], ['focusin', showQuote], ['mouseout', hideQuote], ['focusout', hideQuote]]) {
    document.addEventListener(type, event => {
      const mark = isMark(event.target);
      if (mark) { act(mark); }
    });
  }

  tip.addEventListener('mouseenter', () => clearTimeout(hiding));
  tip.addEventListener('mouseleave', hideQuote);
  document.addEventListener('keydown', event => { if (event.key === 'Escape') { tip.hidden = true; } });
  // It stays with its mark, also where Web Chat scrolls by itself.
  document.addEventListener('scroll', () => { if (!tip.hidden) { putBeside(quotedMark); } }, true);

  // Enter takes the focus into a message, to the first thing in it that is shown: Web Chat would go to a link that the cards stand for, and get nowhere.
  // At once: a Tab that follows quickly goes on from there.
  document.addEventListener('keydown', event => {
    const transcript = event.target;
    if (event.key !== 'Enter' || !transcript.matches?.('.webchat__basic-transcript')) { return; }
    const within = document.getElementById(transcript.getAttribute('aria-activedescendant'))?.closest('.webchat__basic-transcript__activity');
    const first = [...within?.querySelectorAll('a[href], button:enabled, summary') ?? []].find(each => each.tabIndex >= 0 && each.checkVisibility());
    if (!first) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    first.focus();
  }, true);

  /** Which claim the open source belongs to. */
  function tint(shown) {
    for (const was of document.querySelectorAll('.claim-open')) { was.classList.remove('claim-open'); }
    const box = shown?.from && boxOf(shown.from.message);
    if (!box) { return; }
    for (const mark of marksIn(box)) {
      if (sameSource(mark, shown.citation)) { (mark.closest('li, p, .short') ?? mark).classList.add('claim-open'); }
    }
  }

  function focus(was) {
    const box = was.from && boxOf(was.from.message);
    // What was clicked may have been drawn anew: the mark of the same source stands for it.
    const opener = was.from?.opener?.isConnected ? was.from.opener : box && marksIn(box).find(mark => sameSource(mark, was.citation));
    (opener ?? document.querySelector('[data-id="webchat-sendbox-input"]'))?.focus();
  }

  /** What the conversation cites, article by article. */
  function overview() {
    const articles = new Map();
    for (const message of messages.values()) {
      if (message.kind !== 'grounded') { continue; }
      for (const citation of message.citations) {
        const entry = articles.get(citation.articleId) ?? { title: citation.title || citation.articleId, date: dated(citation, longDay), times: 0, citation, from: { message: message.id, citations: message.citations } };
        entry.times++;
        articles.set(citation.articleId, entry);
      }
    }

    ccgbot.source.list([...articles.values()]);
  }

  return {
    middleware, tint, focus, withCitations,
    /** @param to {post(activity), token(), ask(question)} */
    connect(to) { link = to; },
    /** A message that came, now or from before a reload. */
    came(activity) {
      if (activity.from?.role !== 'bot' || !activity.channelData?.answer || !activity.id) { return; }
      const message = known(activity);
      overview();
      ccgbot.source.adopt({ message: message.id, citations: message.citations });
    },
    forget() {
      messages.clear();
      overview();
    },
    /** A click on a link to an article within an answer; null elsewhere. */
    opened(element) {
      const message = messageOf(element);
      const citation = citationOf(message, element.href) ?? { url: ccgbot.source.keyOf(element.href) + new URL(element.href).hash };
      return { citation, from: message ? { message: message.id, citations: message.citations, opener: element } : null };
    },
  };
})();
