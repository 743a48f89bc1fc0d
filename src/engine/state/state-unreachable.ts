/** What lies beside the state cannot be read or written; the message says what to do. */
export class StateUnreachableError extends Error {}
