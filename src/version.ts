declare const ALERTS_VERSION: string | undefined;

/** Version of the tool, written in by the build. */
export const toolVersion: string = typeof ALERTS_VERSION === 'string' ? ALERTS_VERSION : '0.0.0-source';
