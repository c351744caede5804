// The chat page: Bot Framework Web Chat on our own Direct Line. Also runs in the widget's panel, where options come in the address after #.
'use strict';

(() => {
  const SESSION = 'ccgbot.session';
  const DRAFT = 'ccgbot.draft';
  const UNDO_MS = 10 * 1000;
  const AGAIN_MS = 5 * 1000;
  const LOOK_MS = 10 * 1000;
  const DIRECT_LINE = `${location.origin}/v3/directline`;
  // Well inside a token's 30 minutes, so that a page left open can still be reloaded.
  const REFRESH_MS = 10 * 60 * 1000;

  const main = document.getElementById('content');
  let container = document.getElementById('webchat');
  const problem = document.getElementById('chat-problem');
  const compact = matchMedia('(max-width: 40rem), (max-height: 34rem)');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const options = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));

  // The library's script is deferred as this one is, and runs after it: by this event it is there, or could not be loaded.
  const library = new Promise(resolve => { addEventListener('DOMContentLoaded', resolve, { once: true }); });

  const early = { form: document.getElementById('early'), text: document.getElementById('early-text'), question: null };
  const offline = document.getElementById('offline');
  const undo = document.getElementById('undo');

  let directLine;
  let store;
  let refreshing;
  let retrying;
  let undoing;

  // Storage may be forbidden to an embedded page: the history then lasts as long as the page.
  const memory = new Map();
  const kept = name => ({
    read: () => {
      try { return JSON.parse(sessionStorage.getItem(name)); } catch { return memory.get(name) ?? null; }
    },
    write: value => {
      memory.set(name, value);
      try {
        if (value) { sessionStorage.setItem(name, JSON.stringify(value)); } else { sessionStorage.removeItem(name); }
      } catch { /* kept in memory */ }
    },
  });
  const storage = kept(SESSION);
  const draft = kept(DRAFT);

  async function post(address, token) {
    const response = await fetch(address, { method: 'POST', headers: token ? { Authorization: `Bearer ${token}` } : {} });
    const body = await response.json();
    if (!response.ok) { throw Object.assign(new Error(body.error?.message ?? `The server answered ${response.status}.`), { status: response.status }); }
    return body;
  }

  /** The server is there and will not have it, now or later. */
  const isRefused = error => error.status >= 400 && error.status < 500 && error.status !== 429;

  async function session() {
    const { reopened, ...kept } = storage.read() ?? {};
    for (const [address, bearer] of [[`${DIRECT_LINE}/tokens/refresh`, kept.token], ['/chat/resume', kept.resume]]) {
      if (!bearer) { continue; }
      try {
        const { token } = await post(address, bearer);
        return { ...kept, token };
      } catch (error) {
        // What is not refused may go well the next time; a token that has expired is followed by one to resume with.
        if (!isRefused(error)) { throw error; }
      }
    }

    if (reopened) {
      ccgbot.past.remove([kept.conversationId]);
      ccgbot.say(say.lost, true);
    }

    const { token, conversationId, userId, resume } = await post('/chat/token');
    return { token, conversationId, userId, resume, started: false };
  }

  // The shell's own words; the conversation is in the articles' language.
  const words = {
    en: { opening: 'Opening the chat…', title: 'Ask the articles', fresh: 'New chat', started: 'A new chat was started.', undo: 'Undo', offline: 'Not connected, trying again', ask: 'Ask a question', open: 'Open in a new tab', greeting: 'Answers come only from the indexed articles, each with its source.',
      past: 'Past chats', pastNote: 'This list is kept on this device only.', openNow: 'open now', remove: 'Remove', removeAll: 'Remove all', lost: 'That chat is no longer kept. A new one was started.' },
    cy: { opening: 'Yn agor y sgwrs…', title: 'Holi’r erthyglau', fresh: 'Sgwrs newydd', started: 'Dechreuwyd sgwrs newydd.', undo: 'Dadwneud', offline: 'Heb gysylltiad, yn ceisio eto', ask: 'Gofynnwch gwestiwn', open: 'Agor mewn tab newydd', greeting: 'Daw’r atebion o’r erthyglau yn unig, pob un gyda’i ffynhonnell.',
      past: 'Sgyrsiau blaenorol', pastNote: 'Cedwir y rhestr hon ar y ddyfais hon yn unig.', openNow: 'ar agor nawr', remove: 'Dileu', removeAll: 'Dileu’r cyfan', lost: 'Nid yw’r sgwrs honno ar gael mwyach. Dechreuwyd un newydd.' },
    de: { opening: 'Der Chat wird geöffnet…', title: 'Die Artikel fragen', fresh: 'Neuer Chat', started: 'Ein neuer Chat wurde begonnen.', undo: 'Rückgängig', offline: 'Nicht verbunden, neuer Versuch läuft', ask: 'Frage stellen', open: 'In neuem Tab öffnen', greeting: 'Antworten kommen nur aus den Artikeln, jede mit ihrer Quelle.',
      past: 'Frühere Chats', pastNote: 'Diese Liste bleibt nur auf diesem Gerät.', openNow: 'jetzt offen', remove: 'Entfernen', removeAll: 'Alle entfernen', lost: 'Diesen Chat gibt es nicht mehr. Ein neuer wurde begonnen.' },
    es: { opening: 'Abriendo el chat…', title: 'Pregunte a los artículos', fresh: 'Nuevo chat', started: 'Ha empezado un chat nuevo.', undo: 'Deshacer', offline: 'Sin conexión, reintentando', ask: 'Haga una pregunta', open: 'Abrir en otra pestaña', greeting: 'Las respuestas salen solo de los artículos, cada una con su fuente.',
      past: 'Chats anteriores', pastNote: 'Esta lista se guarda solo en este dispositivo.', openNow: 'abierto ahora', remove: 'Quitar', removeAll: 'Quitar todos', lost: 'Ese chat ya no se conserva. Ha empezado uno nuevo.' },
    fr: { opening: 'Ouverture du chat…', title: 'Interroger les articles', fresh: 'Nouveau chat', started: 'Un nouveau chat a commencé.', undo: 'Annuler', offline: 'Non connecté, nouvel essai en cours', ask: 'Posez une question', open: 'Ouvrir dans un nouvel onglet', greeting: 'Les réponses viennent des articles seulement, chacune avec sa source.',
      past: 'Chats précédents', pastNote: 'Cette liste reste sur cet appareil seulement.', openNow: 'ouvert maintenant', remove: 'Retirer', removeAll: 'Tout retirer', lost: 'Ce chat n’est plus conservé. Un nouveau a commencé.' },
    pl: { opening: 'Otwieranie czatu…', title: 'Zapytaj artykuły', fresh: 'Nowy czat', started: 'Rozpoczęto nowy czat.', undo: 'Cofnij', offline: 'Brak połączenia, ponawianie próby', ask: 'Zadaj pytanie', open: 'Otwórz w nowej karcie', greeting: 'Odpowiedzi pochodzą tylko z artykułów, każda ze źródłem.',
      past: 'Wcześniejsze czaty', pastNote: 'Ta lista jest przechowywana tylko na tym urządzeniu.', openNow: 'teraz otwarty', remove: 'Usuń', removeAll: 'Usuń wszystkie', lost: 'Ten czat nie jest już przechowywany. Rozpoczęto nowy.' },
  };
  const language = (options.lang || 'en-GB').slice(0, 2).toLowerCase();
  const say = words[language] ?? words.en;

  function dress() {
    const set = (id, text) => { document.getElementById(id).textContent = text; };
    document.documentElement.lang = words[language] ? options.lang || 'en-GB' : 'en-GB';
    set('chat-title', options.title || say.title);
    set('clear', say.fresh);
    for (const name of ['aria-label', 'title']) { document.getElementById('source-open').setAttribute(name, say.open); }
    set('chat-greeting', options.greeting || say.greeting);
    set('opening', say.opening);
    early.text.placeholder = say.ask;
    early.form.querySelector('label').textContent = say.ask;
    ccgbot.past.dress(say, document.documentElement.lang);
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
      sendBoxHeight: compact.matches ? 44 : 52,
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
    };
  }

  function render() {
    colours();
    WebChat.renderWebChat({
      directLine,
      store,
      nonce: main.dataset.nonce,
      attachmentMiddleware: ccgbot.answer.middleware,
      locale: options.lang || 'en-GB',
      userID: storage.read()?.userId,
      styleOptions: styleOptions(),
      overrideLocalizedStrings: { TEXT_INPUT_PLACEHOLDER: say.ask, MARKDOWN_EXTERNAL_LINK_ALT: 'opens the source' },
    }, container);
  }

  async function start() {
    problem.hidden = true;
    clearTimeout(retrying);
    try {
      // The token is asked for while the library is still on its way.
      const [opened] = await Promise.all([session(), library]);
      if (!window.WebChat) { throw Object.assign(new Error('its script did not load. Please reload the page.'), { final: true }); }
      storage.write(opened);
      const line = directLine = WebChat.createDirectLine({
        token: opened.token,
        domain: DIRECT_LINE,
        webSocket: true,
        // A conversation of before the reload is joined again, from its beginning.
        ...opened.started ? { conversationId: opened.conversationId, watermark: '' } : {},
      });
      line.connectionStatus$.subscribe(status => { if (line === directLine) { connection(status); } });
      ccgbot.answer.connect({ post: activity => send(line, activity), token: () => storage.read()?.token, ask });
      store = WebChat.createStore({}, () => next => action => {
        const done = next(withoutThumbs(action));
        noted(action, opened);
        return done;
      });
      render();
      handOver();
      // Whoever opened the panel wants to type.
      if (window !== window.parent) { requestAnimationFrame(() => { window.focus(); container.querySelector('textarea')?.focus(); }); }
      clearInterval(refreshing);
      refreshing = setInterval(keepToken, REFRESH_MS);
    } catch (error) {
      if (error.final) {
        document.getElementById('opening')?.remove();
        problem.textContent = `The chat can't start: ${error.message}`;
        problem.hidden = false;
        return;
      }

      // The server may be on its way back.
      disconnected(error instanceof TypeError ? '' : `: ${error.message}`);
      retrying = setTimeout(start, AGAIN_MS);
    }
  }

  /** @param status Of Direct Line: 0 uninitialised, 1 connecting, 2 online, 3 expired, 4 failed, 5 ended. */
  function connection(status) {
    const before = document.body.dataset.connection;
    document.body.dataset.connection = ['uninitialised', 'connecting', 'online', 'expired', 'failed', 'ended'][status];
    if (status === 2) {
      storage.write({ ...storage.read(), started: true });
      connected();
    } else if (status > 2 && status < 5) {
      // The client gives up here; the conversation is joined again under a token of now.
      disconnected();
      clearTimeout(retrying);
      retrying = setTimeout(again, AGAIN_MS);
    } else if (status === 1 && before === 'online') {
      disconnected();
    }
  }

  const disconnected = (why = '') => { offline.textContent = say.offline + why; };
  const connected = () => { offline.textContent = ''; };
  addEventListener('offline', () => disconnected());
  addEventListener('online', look);

  // The client reports nothing when its socket breaks and it opens another: whether the server is there is asked of the server.
  async function look() {
    if (document.hidden || document.body.dataset.connection !== 'online') { return; }
    try {
      await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(LOOK_MS) });
      connected();
    } catch {
      disconnected();
    }
  }

  setInterval(look, LOOK_MS);

  const ask = text => store.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { text, method: 'keyboard' } });

  /** @param session The conversation of the store that the action came by. */
  function noted({ type, payload }, session) {
    if (type === 'DIRECT_LINE/INCOMING_ACTIVITY' || type === 'DIRECT_LINE/UPDATE_ACTIVITY') {
      ccgbot.answer.came(payload.activity);
    } else if (type === 'DIRECT_LINE/CONNECT_FULFILLED' && early.question) {
      // Web Chat sends nothing before it knows that it is connected, and forgets what it is asked to send until then.
      const text = early.question;
      early.question = null;
      setTimeout(() => ask(text), 0);
    } else if (type === 'WEB_CHAT/SET_SEND_BOX') {
      draft.write(payload.text);
    }

    if (payload?.activity?.from?.role === 'user' && payload.activity.type === 'message') {
      document.body.classList.add('asked');
      ccgbot.past.note({ ...session, unlisted: storage.read()?.unlisted }, payload.activity.text, type.startsWith('DIRECT_LINE/POST_ACTIVITY') ? Date.now() : null);
    }
  }

  /** Our own thumbs stand in the answer, with reasons and a comment: Web Chat's would be a second pair. */
  function withoutThumbs(action) {
    const activity = action.payload?.activity;
    if (!activity?.channelData?.answer || !activity.entities?.some(entity => entity.potentialAction)) { return action; }
    const entities = activity.entities.map(({ potentialAction, ...entity }) => entity);
    return { ...action, payload: { ...action.payload, activity: { ...activity, entities } } };
  }

  /** Posts an activity that Web Chat does not show. */
  function send(line, activity) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('No answer in time.')), 20000);
      line.postActivity({ from: { id: storage.read()?.userId, role: 'user' }, ...activity }).subscribe(
        id => { clearTimeout(timer); if (id === 'retry') { reject(new Error('Not connected.')); } else { resolve(id); } },
        error => { clearTimeout(timer); reject(error); });
    });
  }

  // Typing before Web Chat is there: its box takes over the words, and the cursor's place in them.
  function handOver() {
    const words = early.form.isConnected ? early.text.value : draft.read() ?? '';
    if (words) { store.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text: words } }); }
    if (!early.form.isConnected) { return; }
    const [hadFocus, from, to] = [document.activeElement === early.text, early.text.selectionStart, early.text.selectionEnd];
    const take = () => {
      const box = container.querySelector('[data-id="webchat-sendbox-input"]');
      if (!box) { requestAnimationFrame(take); return; }
      early.form.remove();
      if (hadFocus) {
        box.focus();
        box.setSelectionRange?.(from, to);
      }
    };
    take();
  }

  early.text.value = draft.read() ?? '';
  early.text.addEventListener('input', () => draft.write(early.text.value));
  early.text.addEventListener('keydown', event => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      early.form.requestSubmit();
    }
  });
  early.form.addEventListener('submit', event => {
    event.preventDefault();
    if (!early.text.value.trim()) { return; }
    early.question = early.text.value;
    early.text.value = '';
    draft.write(null);
    const opening = document.getElementById('opening');
    if (opening) { opening.textContent = `${say.opening} “${early.question}”`; }
  });

  async function keepToken() {
    const kept = storage.read();
    try {
      const { token } = await post(`${DIRECT_LINE}/tokens/refresh`, kept.token);
      storage.write({ ...kept, token });
    } catch { /* Tried again next time. */ }
  }

  /** Connects anew, to the conversation that is kept or to a new one. */
  function again() {
    directLine?.end();
    // Web Chat has no way to be taken down: it goes with its element, and the next one gets a new.
    const fresh = container.cloneNode(false);
    container.replaceWith(fresh);
    container = fresh;
    ccgbot.answer.forget();
    document.body.classList.remove('asked');
    return start();
  }

  function newChat() {
    const before = storage.read();
    const asked = document.body.classList.contains('asked');
    ccgbot.source.close();
    storage.write(null);
    draft.write(null);
    again().then(() => container.querySelector('textarea, input')?.focus());
    if (asked && before) { offerUndo(before); }
  }

  function reopen({ id, user, resume }) {
    ccgbot.source.close();
    undo.hidden = true;
    storage.write({ conversationId: id, userId: user, resume, started: true, reopened: true });
    again().then(() => container.querySelector('textarea, input')?.focus());
  }

  function offerUndo(before) {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'plain', textContent: say.undo });
    button.addEventListener('click', () => {
      undo.hidden = true;
      clearTimeout(undoing);
      storage.write(before);
      again().then(() => container.querySelector('textarea, input')?.focus());
    });
    undo.replaceChildren(`${say.started} `, button);
    undo.hidden = false;
    clearTimeout(undoing);
    undoing = setTimeout(() => { undo.hidden = true; }, UNDO_MS);
  }

  // A citation opens beside the chat, at its words; with a modifier key or the middle button it is the link it looks like.
  document.addEventListener('click', event => {
    const link = event.target.closest?.('#webchat a[href]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) { return; }
    const address = new URL(link.getAttribute('href'), location.href);
    if (address.origin !== location.origin || !address.pathname.startsWith('/articles/')) { return; }
    event.preventDefault();
    event.stopPropagation();
    const { citation, from } = ccgbot.answer.opened(link);
    ccgbot.source.open(citation, from);
  }, true);

  document.getElementById('clear').addEventListener('click', newChat);
  ccgbot.past.connect({
    current: () => storage.read()?.conversationId ?? null,
    open: reopen,
    unlist: () => storage.write({ ...storage.read(), unlisted: true }),
  });
  for (const look of [dark, compact]) { look.addEventListener('change', () => { if (directLine) { render(); } }); }
  // In the widget's panel Escape belongs to the page around it, which closes the panel.
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !ccgbot.source.shown && window !== window.parent) { window.parent.postMessage('ccgbot:close', '*'); }
  });
  dress();
  start();
})();
