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

  // The library's script is deferred as this one is, and runs after it: by this event it is there, or could not be loaded.
  const library = new Promise(resolve => { addEventListener('DOMContentLoaded', resolve, { once: true }); });

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

  // The shell's own words; the conversation is in the articles' language.
  const words = {
    en: { opening: 'Opening the chat…', title: 'Ask the articles', clear: 'Clear', ask: 'Ask a question', source: 'Source', open: 'Open in a new tab', close: 'Close', greeting: 'Answers come only from the indexed articles, each with its source.' },
    cy: { opening: 'Yn agor y sgwrs…', title: 'Holi’r erthyglau', clear: 'Clirio', ask: 'Gofynnwch gwestiwn', source: 'Ffynhonnell', open: 'Agor mewn tab newydd', close: 'Cau', greeting: 'Daw’r atebion o’r erthyglau yn unig, pob un gyda’i ffynhonnell.' },
    de: { opening: 'Der Chat wird geöffnet…', title: 'Die Artikel fragen', clear: 'Leeren', ask: 'Frage stellen', source: 'Quelle', open: 'In neuem Tab öffnen', close: 'Schließen', greeting: 'Antworten kommen nur aus den Artikeln, jede mit ihrer Quelle.' },
    es: { opening: 'Abriendo el chat…', title: 'Pregunte a los artículos', clear: 'Borrar', ask: 'Haga una pregunta', source: 'Fuente', open: 'Abrir en otra pestaña', close: 'Cerrar', greeting: 'Las respuestas salen solo de los artículos, cada una con su fuente.' },
    fr: { opening: 'Ouverture du chat…', title: 'Interroger les articles', clear: 'Effacer', ask: 'Posez une question', source: 'Source', open: 'Ouvrir dans un nouvel onglet', close: 'Fermer', greeting: 'Les réponses viennent des articles seulement, chacune avec sa source.' },
    pl: { opening: 'Otwieranie czatu…', title: 'Zapytaj artykuły', clear: 'Wyczyść', ask: 'Zadaj pytanie', source: 'Źródło', open: 'Otwórz w nowej karcie', close: 'Zamknij', greeting: 'Odpowiedzi pochodzą tylko z artykułów, każda ze źródłem.' },
  };
  const language = (options.lang || 'en-GB').slice(0, 2).toLowerCase();
  const say = words[language] ?? words.en;

  function dress() {
    const set = (id, text) => { document.getElementById(id).textContent = text; };
    document.documentElement.lang = words[language] ? options.lang || 'en-GB' : 'en-GB';
    set('chat-title', options.title || say.title);
    set('clear', say.clear);
    set('source-name', say.source);
    set('source-open', say.open);
    set('source-close', say.close);
    set('chat-greeting', options.greeting || say.greeting);
    set('opening', say.opening);
    if (options.note) {
      set('chat-note', options.note);
      document.getElementById('chat-note').hidden = false;
    }
  }

  function colours() {
    const root = document.documentElement.style;
    const given = dark.matches ? { '--accent': options.accentDark } : { '--accent': options.accent, '--accent-ink': options.accentInk, '--bubble': options.accent, '--bubble-ink': options.accentInk };
    for (const name of ['--accent', '--accent-ink', '--bubble', '--bubble-ink']) {
      if (given[name] && CSS.supports('color', given[name])) { root.setProperty(name, given[name]); } else { root.removeProperty(name); }
    }
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
      paddingRegular: 16,
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
      suggestedActionBorderWidth: 1,
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
    colours();
    WebChat.renderWebChat({
      directLine,
      store,
      nonce: main.dataset.nonce,
      locale: options.lang || 'en-GB',
      userID: storage.read()?.userId,
      styleOptions: styleOptions(),
      overrideLocalizedStrings: { TEXT_INPUT_PLACEHOLDER: say.ask, MARKDOWN_EXTERNAL_LINK_ALT: 'opens the source' },
    }, container);
  }

  async function start() {
    problem.hidden = true;
    try {
      // The token is asked for while the library is still on its way.
      const [opened] = await Promise.all([session(), library]);
      if (!window.WebChat) { throw new Error('its script did not load. Please reload the page.'); }
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
      // Whoever opened the panel wants to type.
      if (window !== window.parent) { requestAnimationFrame(() => { window.focus(); container.querySelector('textarea')?.focus(); }); }
      clearInterval(refreshing);
      refreshing = setInterval(keepToken, REFRESH_MS);
    } catch (error) {
      document.getElementById('opening')?.remove();
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
    document.getElementById('source-open').href = address.href;
    // A mark in the text has the source's name as its title, an entry of the list as its text.
    document.getElementById('source-name').textContent = link.title || link.querySelector('.webchat__link-definitions__list-item-text')?.textContent || say.source;
    // Not src: each opening would be a step in the page's history.
    frame.contentWindow.location.replace(address.href);
    dialog.showModal();
  }, true);

  document.getElementById('source-close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', event => { if (event.target === dialog) { dialog.close(); } });
  document.getElementById('clear').addEventListener('click', clear);
  dark.addEventListener('change', () => { if (directLine) { render(); } });
  // In the widget's panel Escape belongs to the page around it, which closes the panel.
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !dialog.open && window !== window.parent) { window.parent.postMessage('ccgbot:close', '*'); }
  });
  dress();
  start();
})();
