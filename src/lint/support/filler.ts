/** Words and phrases that a template leaves behind for its author to replace, in English and French. */
const fillers: readonly RegExp[] = [
  /\b(TODO|TBD|TBC|FIXME|XXX+|WIP)\b/,
  /\blorem ipsum\b/i,
  /\bfill (this |it )?in\b/i,
  /\bto be (completed|defined|done|determined|written|filled)\b/i,
  /\b(coming soon|work in progress|insert (text|here|link|command)|describe (here|the problem here))\b/i,
  /\bà (compléter|définir|remplir|rédiger)\b/i,
  /<(your|insert|replace|my)[ _-][^>]*>/i,
  /\[(your|insert|replace|describe|add)[ _-][^\]]*\]/i,
  /^[\s.?…*_-]*$/,
  /^\W*(n\/?a|none|nothing|unknown|later|todo|tbd|see wiki|see documentation|rien|aucune?)\W*$/i,
  /^\W*x{2,}\W*$/i,
];

/** The filler that makes a text worthless, or undefined: `TODO`, `to be completed`, `<your service>`, dots. */
export function fillerIn(text: string): string | undefined {
  for (const filler of fillers) {
    const match = filler.exec(text);
    if (match) return match[0].trim() === '' ? 'nothing but blanks' : match[0].trim();
  }
  return undefined;
}
