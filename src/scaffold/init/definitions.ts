import { quoted } from '../yaml-text.ts';
import type { InitAnswers } from './answers.ts';

/** `project.yaml`. */
export function projectFile(answers: InitAnswers): string {
  return `# What holds for every squad: environments, connections, defaults and the rules of the linter.
apiVersion: alerts/v1
kind: Project
id: ${answers.name}
# Random, and part of the marker on everything that is created: never change it, never copy it to another project.
uid: ${quoted(answers.uid)}
timezone: ${answers.timezone}
title: '\${application} | \${squad} | \${description}'
onCall: opsgenie
environments:
  production:
    vars:
      # The value of the tag \`env\` in your monitoring; queries say env:\${dd}.
      dd: production
connections:
  datadog:
    vendor: datadog
    site: datadoghq.eu
    apiKey:
      env: DD_API_KEY
    appKey:
      env: DD_APP_KEY
  opsgenie:
    vendor: opsgenie
    apiKey:
      env: OPSGENIE_API_KEY
    handle: '@opsgenie-\${squad}'
lint:
  preset: recommended
`;
}

/** `people.yaml`. */
export function peopleFile({ person }: InitAnswers): string {
  return `# Everybody who may be called, one document each.
apiVersion: alerts/v1
kind: Person
id: ${person.id}
${person.name === undefined ? '# name: Ana Moreau' : `name: ${quoted(person.name)}`}
${person.email === undefined ? '# email: ana.moreau@acme.example' : `email: ${quoted(person.email)}`}
# Since when they have the training for on-call duty. Lint asks for it:
# licence:
#   onCall: 2026-01-31
`;
}

/** `platform/website.yaml`. */
export function applicationFile(): string {
  return `# An example to replace. It has no runbook on purpose: only you know what helps.
apiVersion: alerts/v1
kind: Application
id: website
tier: 1
types:
  - http-service
features:
  - visit
alerts:
  pages-fail:
    description: Visitors get errors instead of pages
    impact: Whoever opens the site sees an error page.
    priority: P1
    category: errors
    covers:
      - visit
    source:
      datadog:
        metric:
          queries:
            errors: 'sum:trace.http.request.errors{env:\${dd},service:\${application}}.as_count()'
            requests: 'sum:trace.http.request.hits{env:\${dd},service:\${application}}.as_count()'
          formula: errors / requests
          unit: ratio
    condition:
      is: above
      critical: 5%
      warning: 2%
      recovery: 3%
      warningRecovery: 1%
      over: 5m
      # Metrics arrive late; a window that is still filling would lie.
      delay: 1m
      reduce: sum
      # At night one failure of three requests is no outage.
      atLeast:
        requests: 100
      noData: ok
    renotify:
      every: 30m
      max: 6
    message: '{{value}} of the requests fail (limit {{threshold}}).'
`;
}
