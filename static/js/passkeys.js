// Passkeys: a button asks the browser for one and sends its answer with the form. What the server asks stands as plain
// data in the page, or is fetched when the button is pressed, so that a page left open does not grow stale.
const forms = document.querySelectorAll('form[data-passkey]');
const api = window.webauthnJSON;

function say(form, text) {
  const place = form.querySelector('[role=alert]');
  place.textContent = text;
  place.hidden = !text;
}

async function asked(form) {
  if (form.dataset.fetch) {
    const answer = await fetch(form.action, {headers: {Accept: 'application/json'}});
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }
  return JSON.parse(document.getElementById(form.dataset.options).textContent);
}

async function made(form, options) {
  if (form.dataset.passkey !== 'add') return api.get(options.request_options);
  const given = structuredClone(options.creation_options);
  const alone = form.elements.passwordless?.checked ?? false;
  Object.assign(given.publicKey.authenticatorSelection, {
    residentKey: alone ? 'required' : 'discouraged', requireResidentKey: alone,
    ...(alone ? {userVerification: 'required'} : {}),
  });
  return api.create(given);
}

for (const form of forms) {
  const button = form.querySelector('button[type=submit]');
  const able = Boolean(api && window.PublicKeyCredential && window.isSecureContext);
  form.hidden = false;
  button.disabled = !able;
  if (!able) say(form, form.dataset.unable);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    say(form, '');
    try {
      form.elements.credential.value = JSON.stringify(await made(form, await asked(form)));
      form.submit();
    } catch (fault) {
      say(form, fault.name === 'InvalidStateError' ? form.dataset.known : form.dataset.failed);
      button.disabled = false;
    }
  });
}
