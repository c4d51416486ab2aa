/** Injection token of what the register use cases need between them. */
export const REGISTER_PORTS = Symbol('register ports');
