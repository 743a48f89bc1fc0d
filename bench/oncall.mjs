// Coverage of a year: a hundred squads with two schedules each, as the command works it out, in a process of its own.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const header = (kind, id) => `apiVersion: alerts/v1\nkind: ${kind}\nid: ${id}\n`;

/** Writes a tree of squads that are on call around the clock, with an override a month each. */
export function generateOnCall(count, folder) {
  const write = (file, text) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  write(
    'project.yaml',
    `${header('Project', 'bench')}uid: 7f3c9a52e1\ntimezone: Europe/Paris\nenvironments: { production: {} }\nhours:\n  business: { weekly: mon-fri 09:00-18:00, except: [holidays.ics] }\n`,
  );
  write('holidays.ics', calendar);
  const people = [];
  for (let index = 0; index < count; index += 1) {
    const ids = Array.from({ length: 5 }, (_, person) => `p${index}-${person}`);
    people.push(...ids.map((id) => person(id)));
    write(`s${index}/squad.yaml`, squad(`s${index}`, ids));
  }
  write('people.yaml', people.join('---\n'));
}

const calendar = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20200501\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;

const person = (id) =>
  `${header('Person', id)}name: ${id}\nemail: ${id}@bench.example\nlicence: { run: 2025-01-01, onCall: 2025-01-01 }\n`;

function squad(id, people) {
  const rotation = (start, hours) =>
    `{ rotations: { weekly: { participants: [${people.join(', ')}], every: 1w, start: ${start}, hours: ${hours} } } }`;
  const overrides = Array.from({ length: 12 }, (_, month) => {
    const text = String(month + 1).padStart(2, '0');
    return `  - { schedule: oncall, from: 2027-${text}-05T18:00, to: 2027-${text}-06T09:00, person: ${people[month % 5]}, reason: swap }\n`;
  });
  return `${header('Squad', id)}name: ${id}\nmembers: [${people.join(', ')}]
channels: { default: { slack: '#${id}' } }
schedules:
  run: ${rotation('2026-01-05T09:00', 'business')}
  oncall: ${rotation('2026-01-05T18:00', 'not business')}
escalations:
  day: [{ after: 0m, notify: [{ schedule: run }] }]
  night: [{ after: 0m, notify: [{ schedule: oncall }] }]
routing:
  - { when: { hours: business }, to: { escalation: day } }
  - { to: { escalation: night } }
overrides:
${overrides.join('')}`;
}
