import type { Account } from '../account.ts';
import { receive } from './incoming.ts';

/**
 * A mail that arrives. Its text is the message that actions look at; tags, alias and priority it has none: priorities are P3 unless an action says
 * more. https://operations-help.atlassian.net/wiki/spaces/OPSHELP/pages/27000889/String+processing+methods
 */
export function receiveMail(
  account: Account,
  to: string,
  { subject, text }: { readonly subject: string; readonly text: string },
): string {
  const integration = [...account.integrations.values()].find(({ settings }) => settings['emailAddress'] === to);
  if (!integration) return `Nobody reads ${to}`;
  const content = {
    message: text,
    alias: '',
    description: '',
    source: '',
    entity: '',
    priority: 'P3',
    tags: [],
    actions: [],
    details: {},
    responders: [],
    mail: {
      from_address: 'redash@shop.example',
      from_name: 'Redash',
      subject,
      conversationSubject: subject.replace(/^((re|fwd?): *)+/i, ''),
    },
  };
  return receive(account, integration, content, { user: '', note: '' }).status;
}
