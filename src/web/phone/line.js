/** Asks the server; what it refuses becomes an error with its words. */
async function ask(path, { method = 'POST', body } = {}) {
  const response = await fetch(path, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) {
    const refusal = await response.json().catch(() => ({}));
    throw new Error(refusal.error ?? `The hotline answered ${response.status}.`);
  }
  return response.status === 204 ? undefined : response.json();
}

/** The hotline's numbers, and what time it is there. */
export const fetchScene = () => ask('/phone/scene', { method: 'GET' });

/** Places a call; `onSight` is told all that is seen of it. */
export async function placeCall({ from, to }, onSight) {
  const { sid } = await ask('/phone/calls', { body: { from, to } });
  const sights = new EventSource(`/phone/calls/${sid}/sights`);
  sights.onmessage = ({ data }) => {
    const sight = JSON.parse(data);
    onSight(sight);
    if (sight.type === 'call' && sight.event.type === 'ended') sights.close();
  };
  return {
    press: (keys) => ask(`/phone/calls/${sid}/keys`, { body: { keys } }),
    say: (words, confidence) => ask(`/phone/calls/${sid}/words`, { body: { words, confidence } }),
    hangUp: () => ask(`/phone/calls/${sid}`, { method: 'DELETE' }),
  };
}
