/** Ids made in the browser: a message's client_id, an Idempotency-Key. */
export const newId = (): string => crypto.randomUUID();
