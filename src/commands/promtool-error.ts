/** promtool is not there, or does not do what it is asked. */
export class PromtoolError extends Error {}
