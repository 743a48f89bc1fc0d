import type { CommandSpec } from './command-spec.ts';
import { definitionOptions, environment } from './globals.ts';

/** `alerts watch`. */
export const watchCommand: CommandSpec = {
  name: 'watch',
  summary: 'evaluate alerts on RabbitMQ brokers (`via: watch`), and tell the on-call backend',
  options: [
    environment,
    ...definitionOptions,
    { flags: '--once', summary: 'look once, tell what is to be told, and end: for cron' },
    { flags: '--state <folder>', summary: 'where its state lies; $STATE_DIRECTORY, or .alerts/watch, by default' },
    {
      flags: '--listen <address:port>',
      summary: 'where /metrics and /healthz are served; anybody there may read them',
      default: '127.0.0.1:9619',
    },
    { flags: '--log-format <name>', summary: 'how lines are written', choices: ['text', 'json'], default: 'text' },
  ],
  examples: ['alerts watch --env production', 'alerts watch --once --state /var/lib/alerts-watch'],
  load: () => import('../commands/watch.ts'),
};
