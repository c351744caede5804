// The chat page: Bot Framework Web Chat on our own Direct Line. Also runs in the widget's panel, where options come in the address after #.
'use strict';

(() => {
  const SESSION = 'ccgbot.session';
  const DIRECT_LINE = `${location.origin}/v3/directline`;
  // Well inside a token's 30 minutes, so that a page left open can still be reloaded.
  const REFRESH_MS = 10 * 60 * 1000;

  const main = document.getElementById('content');
  let container = document.getElementById('webchat');
  const problem = document.getElementById('chat-problem');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const options = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));

  let directLine;
  let store;
  let refreshing;

  // Storage may be forbidden to an embedded page: the history then lasts as long as the page.
  const memory = new Map();
  const storage = {
    read: () => {
      try { return JSON.parse(sessionStorage.getItem(SESSION)); } catch { return memory.get(SESSION) ?? null; }
    },
    write: session => {
      memory.set(SESSION, session);
      try {
        if (session) { sessionStorage.setItem(SESSION, JSON.stringify(session)); } else { sessionStorage.removeItem(SESSION); }
      } catch { /* kept in memory */ }
    },
  };

  async function post(address, token) {
    const response = await fetch(address, { method: 'POST', headers: token ? { Authorization: `Bearer ${token}` } : {} });
    const body = await response.json();
    if (!response.ok) { throw new Error(body.error?.message ?? `The server answered ${response.status}.`); }
    return body;
  }

  async function session() {
    const kept = storage.read();
    if (kept) {
      try {
        const { token } = await post(`${DIRECT_LINE}/tokens/refresh`, kept.token);
        return { ...kept, token };
      } catch { /* Expired: a new conversation. */ }
    }

    const { token, conversationId, userId } = await post('/chat/token');
    return { token, conversationId, userId, started: false };
  }

  function colour(name, fallback) {
    return CSS.supports('color', options[name] ?? '') ? options[name] : fallback;
  }

  function styleOptions() {
    const read = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const [paper, back, ink, soft, line, accent] = ['--paper', '--back', '--ink', '--soft', '--line', '--accent'].map(read);
    return {
      accent,
      subtle: soft,
      backgroundColor: paper,
      primaryFont: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif',
      fontSizeSmall: '85%',
      rootHeight: '100%',
      rootWidth: '100%',
      bubbleBackground: back,
      bubbleBorderColor: line,
      bubbleBorderRadius: 8,
      bubbleTextColor: ink,
      bubbleMaxWidth: 680,
      bubbleFromUserBackground: read('--bubble'),
      bubbleFromUserBorderColor: read('--bubble'),
      bubbleFromUserBorderRadius: 8,
      bubbleFromUserTextColor: read('--bubble-ink'),
      maxMessageHeight: undefined,
      sendBoxBackground: paper,
      sendBoxTextColor: ink,
      sendBoxPlaceholderColor: soft,
      sendBoxDisabledTextColor: soft,
      sendBoxBorderTop: `1px solid ${line}`,
      sendBoxButtonColor: accent,
      sendBoxButtonColorOnFocus: accent,
      sendBoxButtonColorOnHover: accent,
      sendBoxButtonColorOnActive: accent,
      sendBoxHeight: 52,
      sendBoxTextWrap: true,
      suggestedActionLayout: 'flow',
      suggestedActionBackgroundColor: paper,
      suggestedActionBorderColor: accent,
      suggestedActionBorderRadius: 8,
      suggestedActionTextColor: accent,
      suggestedActionHeight: 36,
      suggestedActionBackgroundColorOnHover: back,
      suggestedActionTextColorOnHover: accent,
      timestampColor: soft,
      transcriptActivityVisualKeyboardIndicatorColor: accent,
      transcriptVisualKeyboardIndicatorColor: accent,
      newMessagesButtonTextColor: read('--accent-ink'),
      disableFileUpload: true,
      hideUploadButton: true,
      hideScrollToEndButton: false,
      autoScrollSnapOnPage: true,
      groupTimestamp: 300000,
      feedbackActionsPlacement: 'activity-status',
    };
  }

  function render() {
    WebChat.renderWebChat({
      directLine,
      store,
      nonce: main.dataset.nonce,
      locale: options.lang || 'en-GB',
      userID: storage.read()?.userId,
      styleOptions: styleOptions(),
      overrideLocalizedStrings: { TEXT_INPUT_PLACEHOLDER: 'Ask a question' },
    }, container);
  }

  async function start() {
    problem.hidden = true;
    try {
      const opened = await session();
      storage.write(opened);
      directLine = WebChat.createDirectLine({
        token: opened.token,
        domain: DIRECT_LINE,
        webSocket: true,
        // A conversation of before the reload is joined again, from its beginning.
        ...opened.started ? { conversationId: opened.conversationId, watermark: '' } : {},
      });
      directLine.connectionStatus$.subscribe(status => {
        document.body.dataset.connection = ['uninitialised', 'connecting', 'online', 'expired', 'failed', 'ended'][status];
        if (status === 2) { storage.write({ ...storage.read(), started: true }); }
      });
      store = WebChat.createStore();
      render();
      clearInterval(refreshing);
      refreshing = setInterval(keepToken, REFRESH_MS);
    } catch (error) {
      problem.textContent = `The chat can't start: ${error.message}`;
      problem.hidden = false;
    }
  }

  async function keepToken() {
    const kept = storage.read();
    try {
      const { token } = await post(`${DIRECT_LINE}/tokens/refresh`, kept.token);
      storage.write({ ...kept, token });
    } catch { /* Tried again next time. */ }
  }

  function clear() {
    directLine?.end();
    storage.write(null);
    // Web Chat has no way to be taken down: it goes with its element, and the next one gets a new.
    const fresh = container.cloneNode(false);
    container.replaceWith(fresh);
    container = fresh;
    start().then(() => container.querySelector('textarea, input')?.focus());
  }

  // A citation opens over the chat, at its paragraph; with a modifier key or the middle button it is the link it looks like.
  const dialog = document.getElementById('source');
  const frame = document.getElementById('source-frame');

  document.addEventListener('click', event => {
    const link = event.target.closest?.('#webchat a[href], #webchat [href]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) { return; }
    const address = new URL(link.getAttribute('href'), location.href);
    if (address.origin !== location.origin || !address.pathname.startsWith('/articles/')) { return; }
    event.preventDefault();
    event.stopPropagation();
    document.getElementById('source-name').textContent = link.title || link.textContent;
    document.getElementById('source-open').href = address.href;
    // Not src: each opening would be a step in the page's history.
    frame.contentWindow.location.replace(address.href);
    dialog.showModal();
  }, true);

  document.getElementById('source-close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', event => { if (event.target === dialog) { dialog.close(); } });
  document.getElementById('clear').addEventListener('click', clear);
  dark.addEventListener('change', () => { if (directLine) { render(); } });
  if (options.accent) { document.documentElement.style.setProperty('--accent', colour('accent', '')); }
  start();
})();
