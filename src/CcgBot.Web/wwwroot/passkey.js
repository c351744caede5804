// Signing in with a passkey, and making one. The pages work without: their buttons are shown where the browser can do it.
'use strict';

(() => {
  const shown = name => document.querySelector(`[data-passkey="${name}"]`);

  async function post(path, body) {
    const response = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    if (!response.ok) {
      const problem = await response.json().catch(() => null);
      throw new Error(problem?.error?.message ?? 'That did not work. Try again, or sign in with your password.');
    }

    return response.status === 204 ? null : response.json();
  }

  function tell(error) {
    const place = shown('told');
    // Who closes the browser's question has made no mistake.
    place.hidden = error.name === 'NotAllowedError' || error.name === 'AbortError';
    place.textContent = error.message;
  }

  function offer(place, button, act) {
    place.hidden = false;
    button.addEventListener('click', () => act().catch(tell));
  }

  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON || !PublicKeyCredential.parseCreationOptionsFromJSON) {
    return;
  }

  const signIn = shown('sign-in');
  if (signIn) {
    offer(signIn, signIn, async () => {
      const asked = await post('/sign-in/passkey/options', {});
      const credential = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked.options) });
      await post('/sign-in/passkey', { try: asked.try, credential: credential.toJSON() });
      location.assign(signIn.dataset.next);
    });
  }

  const make = shown('make');
  if (make) {
    offer(make, make.querySelector('button'), async () => {
      const offered = await post('/sign-in/passkeys/options', {});
      const credential = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(offered.options) });
      await post('/sign-in/passkeys', { try: offered.try, credential: credential.toJSON(), name: make.querySelector('input').value });
      location.assign('/sign-in/passkeys?told=made');
    });
  }
})();
