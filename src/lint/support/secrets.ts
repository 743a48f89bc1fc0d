/** Shapes of secrets that vendors hand out, and secrets that are assigned to a telling name. */
const shapes: readonly (readonly [string, RegExp])[] = [
  ['an AWS access key', /\b(AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['a GitHub token', /\b(gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{50,})\b/],
  ['a GitLab token', /\bglpat-[A-Za-z0-9_-]{20,}/],
  ['a Slack token', /\bxox[abeprs]-[A-Za-z0-9-]{10,}/],
  [
    'a Slack or Discord webhook',
    /hooks\.slack\.com\/services\/T\w+\/B\w+\/\w+|discord(app)?\.com\/api\/webhooks\/\d+\/[\w-]+/,
  ],
  ['a Datadog key', /(?<![A-Za-z])(api|app|application|dd)[ _-]?key\W{1,5}([0-9a-f]{40}|[0-9a-f]{32})\b/i],
  ['an Opsgenie key', /\bGenieKey\s+[0-9a-f-]{36}\b/i],
  ['a Google API key', /\bAIza[0-9A-Za-z_-]{35}\b/],
  ['a Stripe key', /\b[sr]k_live_[0-9A-Za-z]{16,}/],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['a JSON Web Token', /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+/],
  ['a password in an address', /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@<>{}$]+:(?![<{$*])[^\s/@<>{}$]{3,}@/i],
  ['a bearer token', /\bBearer\s+(?=[A-Za-z0-9._~+/-]*\d)[A-Za-z0-9._~+/-]{20,}/],
];

const assignment =
  /\b(password|passwd|pwd|secret|token|api[_-]?key|app[_-]?key|access[_-]?key|client[_-]?secret)["']?\s*[=:]\s*["']?([^\s"'`,;)}\]]{6,})/gi;

/** Something of this stands in every secret: most texts are done with one look. */
const hint =
  /AKIA|ASIA|gh[pousr]_|github_pat|glpat-|xox|hooks\.slack|discord|key|AIza|_live_|eyJ|:\/\/|Bearer|passw|pwd|secret|token/i;

/** What kind of secret a text holds, or undefined. Never returns the secret itself. */
export function secretIn(text: string): string | undefined {
  if (!hint.test(text)) return undefined;
  for (const [kind, shape] of shapes) if (shape.test(text)) return kind;
  for (const match of text.matchAll(assignment)) {
    if (looksRandom(match[2] ?? '')) return `a value for "${match[1]}"`;
  }
  return undefined;
}

/** Placeholders, variables, paths in a vault, dates and plain words are no secrets. */
function looksRandom(value: string): boolean {
  if (/^[<{$*[(.%@-]|\$\{|\{\{|\.\.\.|\*\*\*/.test(value)) return false;
  if (/^\d{4}-\d{2}-\d{2}/.test(value) || /^\w+:\w+/.test(value) || value.includes('://')) return false;
  if (/^[A-Z][A-Z0-9_]*$/.test(value) || /^[a-z0-9_-]+(\/[a-z0-9_-]+)+$/.test(value) || value.includes('('))
    return false;
  return /\d/.test(value) && /[A-Za-z]/.test(value) && new Set(value).size > 4;
}
