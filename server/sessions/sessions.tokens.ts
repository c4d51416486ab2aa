/** Injection token of what the session use cases need. */
export const SESSION_PORTS = Symbol('session ports');
